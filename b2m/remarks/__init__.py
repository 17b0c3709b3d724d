"""What a person says about results they gave before: corrections, dates, order, taking back."""
