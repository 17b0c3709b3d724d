/* B2M assistant, Apache-2.0. With Lit, BSD-3-Clause, (c) Google LLC. */
"use strict";(()=>{var v=class extends Error{constructor(e,n=""){super(n);this.failure=e}failure},ie=3e4,oe=401,O=class{token=null;texts(){return this.#t("GET","texts.json")}async begin(){this.token=null;let{token:t,messages:e}=await this.#t("POST","sessions");return this.token=t,e.map(rt)}async resume(t){return this.token=t,(await this.#t("GET","conversation")).messages.map(rt)}async say(t,e){return(await this.#t("POST","messages",t,{"Idempotency-Key":e})).messages.map(rt)}async erase(){try{await this.#t("DELETE","sessions")}catch(t){if(!(t instanceof v&&t.failure==="ended"))throw t}this.token=null}async#t(t,e,n,i={}){n&&(i["Content-Type"]="application/json"),this.token&&(i.Authorization=`Bearer ${this.token}`);let o={method:t,headers:i,signal:AbortSignal.timeout(ie)};n&&(o.body=JSON.stringify(n));try{let r=await fetch(e,o);if(r.status===204)return;let l=await r.json();if(r.ok)return l;let a=l.error?.message??"";throw new v(r.status===oe?"ended":"refused",a)}catch(r){throw r instanceof v?r:r instanceof DOMException&&r.name==="TimeoutError"?new v("slow"):new v(navigator.onLine?"unreachable":"offline")}}};function rt(s){let t=s.buttons??[];return{from:"assistant",text:"",custom:{},...s,buttons:t}}function g(s,t){return s.replace(/\{(\w+)\}/g,(e,n)=>String(t[n]??e))}function k(s,t,e="long"){let[n,i,o]=s.split("-").map(Number),r={year:"numeric",timeZone:"UTC"};i&&(r.month=e),o&&(r.day="numeric");let l=Date.UTC(n??NaN,(i??1)-1,o??1);return Number.isNaN(l)?s:new Intl.DateTimeFormat(t,r).format(l)}function V(s,t){let e=[];for(let n of s.split(/\n{2,}/)){if(t&&n.trimEnd().endsWith(t))continue;let i;for(let o of n.split(`
`).filter(r=>r.trim())){let r=/^\s*[-•]\s+(.*)$/.exec(o),l=r?"list":"paragraph",a=r?.[1]??o;l===i?e.at(-1)?.lines.push(a):e.push({kind:l,lines:[a]}),i=l}}return e}function yt(s){let t=s.trim().split(`
`,1)[0]??"";return/^.+?[.!?](?=\s|$)/.exec(t)?.[0]??t}var vt=8,re=92,ae=18,_t=100;function le(s){if(new Set(s.map(n=>n.unit)).size===1)return s.map(n=>n.value);let e=s.map(n=>n.mg_per_l);return e.every(n=>n!==null)?e:void 0}function P(s){let t={exact:"",below:"<",above:">"}[s.bound],e=/^[<>≤≥]?\s*[\d.,]+$/.test(s.text)?s.text:`${t}${s.value}`;return s.unit?`${e} ${s.unit}`:e}function N(s,t,e,n){return s.date?k(s.date,e.language,n):g(e.position,{number:t+1})}function bt(s,t,e){let{readings:n}=s,i=le(n);if(!i||n.length<2)return;let o=Math.max(...i),r=n.length-1,l=Math.max(1,Math.ceil(r/Math.max(1,e-1))),a=new Set(n.map(d=>d.unit)).size>1;return n.map((d,h)=>{let c=r-h,p=h===0||c%l===0&&h>=l;return{x:vt+(re-vt)*h/r,y:_t-(_t-ae)*(i[h]??0)/(o||1),bound:d.bound,value:p?P(a?d:{...d,unit:null}):"",when:p?N(d,h,t,"short"):null}})}function U(s,t){let{readings:e}=s,[n,i]=[e[0],e.at(-1)];if(!n||!i)return"";let o=t.specimens[s.specimen],r=t.patterns[s.pattern]??"";if(e.length===1)return r;let l=n.date&&i.date,a=g(l?t.chart_count_dated:t.chart_count,{count:e.length,specimen:o,from:N(n,0,t,"long"),to:N(i,e.length-1,t,"long")}),d=g(t.chart_ends,{first:P(n),latest:P(i)});return[a,d,r].filter(Boolean).join(" ")}function W(s){return"type"in s.custom&&s.custom.type==="b2m_trend"?s.custom:void 0}function j(s){let t="source"in s.custom?s.custom.source:void 0;return t?.section?t:void 0}function xt(s){try{return new URL(s).protocol==="https:"?s:void 0}catch{return}}var ce=500,ue=8e3,de=5,F="b2m-token",z=class{messages=[];pending=null;problem=null;waiting="no";announcements=[];draft="";#t;#e;#i;#s;#o=null;#n=null;#l=[];constructor(t,e,n,i){this.#t=t,this.#e=e,this.#i=n,this.#s=i}start(){return this.#o??=this.#c(async()=>{this.messages=await this.#r()},()=>{this.start()}).then(t=>(t||(this.#o=null),t)),this.#o}async say(t){if(this.pending)return;let e="text"in t?t.text:t.payload;this.pending={from:"person",text:e,buttons:[],custom:{}},this.#s();let n="text"in t?void 0:()=>{this.say(t)},i=await this.start()&&await this.#c(()=>this.#m(t),n);this.pending=null,!i&&"text"in t&&(this.draft=e),this.#s()}async erase(){await this.#c(()=>this.#t.erase(),()=>{this.erase()})&&(this.#u(),this.messages=[],await this.start()&&this.announce(this.#e.deleted))}complain(t){this.problem={text:t,action:this.#e.again},this.#s()}announce(t){this.announcements=[...this.announcements,t].slice(-de),this.#s()}async#r(){let t=this.#i.getItem(F);if(t)try{return await this.#t.resume(t)}catch(n){if(!(n instanceof v&&n.failure==="ended"))throw n;this.#i.removeItem(F)}let e=await this.#t.begin();return this.#t.token&&this.#i.setItem(F,this.#t.token),e}async#m(t){let e=await this.#t.say(t,this.#d(t));this.#n=null;let n=e.some(({custom:i})=>"type"in i&&i.type==="deleted");this.messages=n?e:[...this.messages,...this.pending?[this.pending]:[],...e],n&&this.#u(),this.announce(g(this.#e.announcement,{sentence:this.#h(e)}))}#d(t){let e=JSON.stringify(t);return this.#n?.said!==e&&(this.#n={said:e,id:me()}),this.#n.id}#h(t){let e=t.map(W).find(Boolean);return e?U(e,this.#e):yt(t[0]?.text??"")}#u(){this.#t.token=null,this.#i.removeItem(F),this.#o=null}async#c(t,e){this.problem=null,this.#a("short"),this.#l=[setTimeout(()=>this.#a("shown"),ce),setTimeout(()=>this.#a("long"),ue)];try{return await t(),!0}catch(n){return this.problem=this.#p(n,e),!1}finally{this.#l.forEach(clearTimeout),this.#a("no")}}#a(t){this.waiting=t,this.#s()}#p(t,e){let{failure:n,message:i}=t instanceof v?t:new v("unreachable"),o=this.#e;if(n==="ended"){let h=()=>{this.#u(),this.start()};return{text:i,action:o.start_again,retry:h}}let r={offline:o.offline,slow:o.slow,unreachable:o.unreachable,refused:i},a=n==="slow"||n==="unreachable"?` ${g(o.or_call,o.clinic)}`:"";return{text:(r[n]||o.unreachable)+a,action:o.again,...e&&{retry:e}}}};function me(){return crypto.getRandomValues(new Uint32Array(4)).join("-")}var K=class{#t;constructor(t){let e=decodeURIComponent(location.hash.slice(1));this.#t=window.parent!==window&&/^https?:\/\/[^/]+$/.test(e)?e:null,window.addEventListener("message",n=>{n.source!==window.parent||n.origin!==this.#t||n.data==="b2m:opened"&&t()})}tell(t){this.#t&&window.parent.postMessage(t,this.#t)}};var lt=globalThis,wt=s=>s,q=lt.trustedTypes,At=q?q.createPolicy("lit-html",{createHTML:s=>s}):void 0,ct="$lit$",b=`lit$${Math.random().toFixed(9).slice(2)}$`,ut="?"+b,he=`<${ut}>`,M=document,H=()=>M.createComment(""),B=s=>s===null||typeof s!="object"&&typeof s!="function",dt=Array.isArray,kt=s=>dt(s)||typeof s?.[Symbol.iterator]=="function",at=`[ 	
\f\r]`,C=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Tt=/-->/g,Mt=/>/g,A=RegExp(`>|${at}(?:([^\\s"'>=/]+)(${at}*=${at}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Et=/'/g,Rt=/"/g,Lt=/^(?:script|style|textarea|title)$/i,mt=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),m=mt(1),x=mt(2),Ye=mt(3),E=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),St=new WeakMap,T=M.createTreeWalker(M,129);function It(s,t){if(!dt(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return At!==void 0?At.createHTML(t):t}var Pt=(s,t)=>{let e=s.length-1,n=[],i,o=t===2?"<svg>":t===3?"<math>":"",r=C;for(let l=0;l<e;l++){let a=s[l],d,h,c=-1,p=0;for(;p<a.length&&(r.lastIndex=p,h=r.exec(a),h!==null);)p=r.lastIndex,r===C?h[1]==="!--"?r=Tt:h[1]!==void 0?r=Mt:h[2]!==void 0?(Lt.test(h[2])&&(i=RegExp("</"+h[2],"g")),r=A):h[3]!==void 0&&(r=A):r===A?h[0]===">"?(r=i??C,c=-1):h[1]===void 0?c=-2:(c=r.lastIndex-h[2].length,d=h[1],r=h[3]===void 0?A:h[3]==='"'?Rt:Et):r===Rt||r===Et?r=A:r===Tt||r===Mt?r=C:(r=A,i=void 0);let f=r===A&&s[l+1].startsWith("/>")?" ":"";o+=r===C?a+he:c>=0?(n.push(d),a.slice(0,c)+ct+a.slice(c)+b+f):a+b+(c===-2?l:f)}return[It(s,o+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),n]},D=class s{constructor({strings:t,_$litType$:e},n){let i;this.parts=[];let o=0,r=0,l=t.length-1,a=this.parts,[d,h]=Pt(t,e);if(this.el=s.createElement(d,n),T.currentNode=this.el.content,e===2||e===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(i=T.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let c of i.getAttributeNames())if(c.endsWith(ct)){let p=h[r++],f=i.getAttribute(c).split(b),y=/([.?@])?(.*)/.exec(p);a.push({type:1,index:o,name:y[2],strings:f,ctor:y[1]==="."?Z:y[1]==="?"?J:y[1]==="@"?Q:S}),i.removeAttribute(c)}else c.startsWith(b)&&(a.push({type:6,index:o}),i.removeAttribute(c));if(Lt.test(i.tagName)){let c=i.textContent.split(b),p=c.length-1;if(p>0){i.textContent=q?q.emptyScript:"";for(let f=0;f<p;f++)i.append(c[f],H()),T.nextNode(),a.push({type:2,index:++o});i.append(c[p],H())}}}else if(i.nodeType===8)if(i.data===ut)a.push({type:2,index:o});else{let c=-1;for(;(c=i.data.indexOf(b,c+1))!==-1;)a.push({type:7,index:o}),c+=b.length-1}o++}}static createElement(t,e){let n=M.createElement("template");return n.innerHTML=t,n}};function R(s,t,e=s,n){if(t===E)return t;let i=n!==void 0?e._$Co?.[n]:e._$Cl,o=B(t)?void 0:t._$litDirective$;return i?.constructor!==o&&(i?._$AO?.(!1),o===void 0?i=void 0:(i=new o(s),i._$AT(s,e,n)),n!==void 0?(e._$Co??=[])[n]=i:e._$Cl=i),i!==void 0&&(t=R(s,i._$AS(s,t.values),i,n)),t}var G=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:n}=this._$AD,i=(t?.creationScope??M).importNode(e,!0);T.currentNode=i;let o=T.nextNode(),r=0,l=0,a=n[0];for(;a!==void 0;){if(r===a.index){let d;a.type===2?d=new L(o,o.nextSibling,this,t):a.type===1?d=new a.ctor(o,a.name,a.strings,this,t):a.type===6&&(d=new X(o,this,t)),this._$AV.push(d),a=n[++l]}r!==a?.index&&(o=T.nextNode(),r++)}return T.currentNode=M,i}p(t){let e=0;for(let n of this._$AV)n!==void 0&&(n.strings!==void 0?(n._$AI(t,n,e),e+=n.strings.length-2):n._$AI(t[e])),e++}},L=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,n,i){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=n,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=R(this,t,e),B(t)?t===u||t==null||t===""?(this._$AH!==u&&this._$AR(),this._$AH=u):t!==this._$AH&&t!==E&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):kt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==u&&B(this._$AH)?this._$AA.nextSibling.data=t:this.T(M.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:n}=t,i=typeof n=="number"?this._$AC(t):(n.el===void 0&&(n.el=D.createElement(It(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===i)this._$AH.p(e);else{let o=new G(i,this),r=o.u(this.options);o.p(e),this.T(r),this._$AH=o}}_$AC(t){let e=St.get(t.strings);return e===void 0&&St.set(t.strings,e=new D(t)),e}k(t){dt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,n,i=0;for(let o of t)i===e.length?e.push(n=new s(this.O(H()),this.O(H()),this,this.options)):n=e[i],n._$AI(o),i++;i<e.length&&(this._$AR(n&&n._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let n=wt(t).nextSibling;wt(t).remove(),t=n}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},S=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,n,i,o){this.type=1,this._$AH=u,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=o,n.length>2||n[0]!==""||n[1]!==""?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=u}_$AI(t,e=this,n,i){let o=this.strings,r=!1;if(o===void 0)t=R(this,t,e,0),r=!B(t)||t!==this._$AH&&t!==E,r&&(this._$AH=t);else{let l=t,a,d;for(t=o[0],a=0;a<o.length-1;a++)d=R(this,l[n+a],e,a),d===E&&(d=this._$AH[a]),r||=!B(d)||d!==this._$AH[a],d===u?t=u:t!==u&&(t+=(d??"")+o[a+1]),this._$AH[a]=d}r&&!i&&this.j(t)}j(t){t===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Z=class extends S{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===u?void 0:t}},J=class extends S{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==u)}},Q=class extends S{constructor(t,e,n,i,o){super(t,e,n,i,o),this.type=5}_$AI(t,e=this){if((t=R(this,t,e,0)??u)===E)return;let n=this._$AH,i=t===u&&n!==u||t.capture!==n.capture||t.once!==n.once||t.passive!==n.passive,o=t!==u&&(n===u||i);i&&this.element.removeEventListener(this.name,this,n),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},X=class{constructor(t,e,n){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(t){R(this,t)}},Nt={M:ct,P:b,A:ut,C:1,L:Pt,R:G,D:kt,V:R,I:L,H:S,N:J,U:Q,B:Z,F:X},pe=lt.litHtmlPolyfillSupport;pe?.(D,L),(lt.litHtmlVersions??=[]).push("3.3.3");var Ct=(s,t,e)=>{let n=e?.renderBefore??t,i=n._$litPart$;if(i===void 0){let o=e?.renderBefore??null;n._$litPart$=i=new L(t.insertBefore(H(),o),o,void 0,e??{})}return i._$AI(s),i};var Ht={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Bt=s=>(...t)=>({_$litDirective$:s,values:t}),Y=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,n){this._$Ct=t,this._$AM=e,this._$Ci=n}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:fe}=Nt,Dt=s=>s;var Ot=()=>document.createComment(""),I=(s,t,e)=>{let n=s._$AA.parentNode,i=t===void 0?s._$AB:t._$AA;if(e===void 0){let o=n.insertBefore(Ot(),i),r=n.insertBefore(Ot(),i);e=new fe(o,r,s,s.options)}else{let o=e._$AB.nextSibling,r=e._$AM,l=r!==s;if(l){let a;e._$AQ?.(s),e._$AM=s,e._$AP!==void 0&&(a=s._$AU)!==r._$AU&&e._$AP(a)}if(o!==i||l){let a=e._$AA;for(;a!==o;){let d=Dt(a).nextSibling;Dt(n).insertBefore(a,i),a=d}}}return e},w=(s,t,e=s)=>(s._$AI(t,e),s),ge={},Vt=(s,t=ge)=>s._$AH=t,Ut=s=>s._$AH,tt=s=>{s._$AR(),s._$AA.remove()};var Wt=(s,t,e)=>{let n=new Map;for(let i=t;i<=e;i++)n.set(s[i],i);return n},et=Bt(class extends Y{constructor(s){if(super(s),s.type!==Ht.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,t,e){let n;e===void 0?e=t:t!==void 0&&(n=t);let i=[],o=[],r=0;for(let l of s)i[r]=n?n(l,r):r,o[r]=e(l,r),r++;return{values:o,keys:i}}render(s,t,e){return this.dt(s,t,e).values}update(s,[t,e,n]){let i=Ut(s),{values:o,keys:r}=this.dt(t,e,n);if(!Array.isArray(i))return this.ut=r,o;let l=this.ut??=[],a=[],d,h,c=0,p=i.length-1,f=0,y=o.length-1;for(;c<=p&&f<=y;)if(i[c]===null)c++;else if(i[p]===null)p--;else if(l[c]===r[f])a[f]=w(i[c],o[f]),c++,f++;else if(l[p]===r[y])a[y]=w(i[p],o[y]),p--,y--;else if(l[c]===r[y])a[y]=w(i[c],o[y]),I(s,a[y+1],i[c]),c++,y--;else if(l[p]===r[f])a[f]=w(i[p],o[f]),I(s,i[c],i[p]),p--,f++;else if(d===void 0&&(d=Wt(r,f,y),h=Wt(l,c,p)),d.has(l[c]))if(d.has(l[p])){let _=h.get(r[f]),ot=_!==void 0?i[_]:null;if(ot===null){let $t=I(s,i[c]);w($t,o[f]),a[f]=$t}else a[f]=w(ot,o[f]),I(s,i[c],ot),i[_]=null;f++}else tt(i[p]),p--;else tt(i[c]),c++;for(;f<=y;){let _=I(s,a[y+1]);w(_,o[f]),a[f++]=_}for(;c<=p;){let _=i[c++];_!==null&&tt(_)}return this.ut=r,Vt(s,a),E}});var jt=["mg/L","mg/dL","\xB5g/mL","\xB5g/L","ng/mL","nmol/L"],$e=["mg/24 h","\xB5g/24 h","mg/g creatinine","\xB5g/g creatinine"];function pt(s){return s==="urine"?[...jt,...$e]:jt}function Ft(s){return{value:"",unit:s?.unit??"mg/L",date:"",specimen:s?.specimen??"blood"}}var zt=s=>!s.value.trim()&&!s.date.trim(),ye=s=>/^[<>≤≥]?\s*(\d+([.,]\d+)*|[.,]\d+)$/.test(s.trim());function Kt(s,t){let e=s.trim().toLowerCase().replace(/(\d)(st|nd|rd|th)\b/,"$1"),n=/^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(e);if(n)return ht(n[1],n[2],n[3]);let i=/^(\d{1,2})[/.](?:(\d{1,2})[/.])?(\d{4})$/.exec(e);if(i)return ht(i[3],i[1],i[2]);let o=new RegExp("^(?:(\\d{1,2})\\.? )?(\\p{L}{3,})\\.?,?(?: (\\d{1,2}),?)? (\\d{4})$","u").exec(e),r=o?.[2]?ve(o[2],t):void 0;if(!(!o||!r||o[1]&&o[3]))return ht(o[4],r,o[1]??o[3])}function ve(s,t){let n=Array.from({length:12},(i,o)=>new Intl.DateTimeFormat(t,{month:"long",timeZone:"UTC"}).format(Date.UTC(2024,o))).findIndex(i=>i.toLowerCase().startsWith(s));return n<0?void 0:String(n+1)}function ht(s,t,e){let n=[s,t,e].filter(i=>i!==void 0);if(!(Number(t??1)>12||Number(t??1)<1))return n.map(i=>i.padStart(2,"0")).join("-")}function qt(s,t){return s.flatMap((e,n)=>{if(zt(e))return[];let i=[];return ye(e.value)||i.push({row:n,field:"value"}),e.date.trim()&&!Kt(e.date,t)&&i.push({row:n,field:"date"}),i})}function Gt(s,t){return s.filter(n=>!zt(n)).map(n=>{let i=Kt(n.date,t.language);return g(i?t.form_line_dated:t.form_line,{specimen:t.form_specimens[n.specimen],value:`${n.value.trim()} ${n.unit}`.trim(),date:i?k(i,t.language):""})}).join(`
`)}var ft=["1","2","3","4"],Zt="b2m-text-size";function gt(s,t){let e=Math.max(0,ft.indexOf(t.getItem(Zt)??"")),n=ft[Math.min(ft.length-1,Math.max(0,e+s))]??"1";t.setItem(Zt,n),document.documentElement.dataset.size=n}function Jt(s,t){let e=s.map(n=>{let i=n.from==="person"?t.you:t.assistant,o=j(n),r=V(n.text,o?.url).map(({kind:l,lines:a})=>a.map(d=>l==="list"?`- ${d}`:d).join(`
`));return o&&r.push(`${o.title}: ${o.section}
${o.url}`),`${i}:
${r.join(`

`)}
`});return[t.heading,t.notice,...e].join(`

`)}function Qt(s,t){let e=document.createElement("a");e.href=URL.createObjectURL(new Blob([s],{type:"text/plain;charset=utf-8"})),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),6e4)}var nt=s=>s.target.closest("dialog")?.close();function Xt(s,t,e){return m`<dialog id="form" aria-labelledby="form-title">
    <form method="dialog" novalidate @submit=${e}>
      <h2 id="form-title">${s.form_title}</h2>
      ${t.view()}
      <div class="line">
        <button class="first">${s.form_send}</button>
        <button type="button" class="second" @click=${nt}>${s.form_cancel}</button>
      </div>
    </form>
  </dialog>`}function Yt(s){let{clinic:t}=s;return m`<dialog id="human" aria-labelledby="human-title">
    <h2 id="human-title">${s.human_title}</h2>
    <p>${s.human_text}</p>
    <p>${g(s.human_call,t)}</p>
    ${t.phone?_e(s,t.phone):u}
    ${t.hours?m`<p>${g(s.human_hours,{hours:t.hours})}</p>`:u}
    <p><strong>${g(s.human_emergency,t)}</strong></p>
    <p>${g(s.human_crisis,t)}</p>
    <button type="button" class="second" @click=${nt}>${s.back}</button>
  </dialog>`}function _e(s,t){return m`<p><a class="first" href="tel:${t.replace(/[^\d+*#]/g,"")}">${g(s.human_phone,{phone:t})}</a></p>`}function te(s,t){let e=n=>{nt(n),t()};return m`<dialog id="delete" aria-labelledby="delete-title">
    <h2 id="delete-title">${s.delete_title}</h2>
    <p>${s.delete_text}</p>
    <div class="line">
      <button type="button" class="danger" @click=${e}>${s.delete_yes}</button>
      <button type="button" class="second" @click=${nt}>${s.delete_no}</button>
    </div>
  </dialog>`}var be=["blood","urine","csf"],st=class{constructor(t,e){this.texts=t;this.changed=e;this.clear()}texts;changed;rows=[];#t=[];#e=!1;#i=0;clear(){this.rows=[],this.#t=[],this.#e=!1,this.#s(),this.#s()}check(t){this.#t=qt(this.rows,this.texts.language),this.#e=this.rows.every(i=>!i.value.trim()&&!i.date.trim()),this.changed();let e=this.#t[0],n=e?this.#r(e.row,e.field):this.#r(0,"value");return(e||this.#e)&&t.querySelector(`#${n}`)?.focus(),!e&&!this.#e}view(){let{texts:t}=this;return m`<p>${t.form_intro}</p>
      <div role="alert">${this.#e?m`<p class="mend">${t.form_none}</p>`:u}</div>
      ${et(this.rows,e=>e.id,(e,n)=>this.#m(e,n))}
      <button type="button" class="second" @click=${this.#o}>${t.form_add}</button>`}#s(){this.rows=[...this.rows,{...Ft(this.rows.at(-1)),id:this.#i++}]}#o=()=>{this.#s(),this.changed(),document.getElementById(this.#r(this.rows.length-1,"value"))?.focus()};#n(t){this.rows=this.rows.filter((e,n)=>n!==t),this.#t=[],this.changed(),document.getElementById(this.#r(Math.max(0,t-1),"value"))?.focus()}#l(t,e){this.rows=this.rows.map((n,i)=>i===t?{...n,...e}:n),this.changed()}#r(t,e){return`${e}-${this.rows[t]?.id}`}#m(t,e){let{texts:n}=this;return m`<fieldset>
      <legend>${g(n.form_row,{number:e+1})}</legend>
      <div class="fields">
        ${this.#d(t,e,"value")} ${this.#h(t,e)}
        ${this.#d(t,e,"date")} ${this.#u(t,e)}
      </div>
      ${this.rows.length>1?m`<button type="button" class="plain" @click=${()=>this.#n(e)}>
            ${g(n.form_remove,{number:e+1})}
          </button>`:u}
    </fieldset>`}#d(t,e,n){let{texts:i}=this,o=this.#r(e,n),r=this.#t.some(a=>a.row===e&&a.field===n),l={value:[i.form_value,i.form_value_hint,i.form_bad_value],date:[i.form_date,i.form_date_hint,i.form_bad_date]}[n];return m`<div class="field">
      <label for=${o}>${l[0]}</label>
      <span class="hint" id="${o}-hint">${l[1]}</span>
      <span class="mend" id="${o}-mend">${r?l[2]:u}</span>
      <input
        id=${o}
        autocomplete="off"
        maxlength="40"
        aria-describedby="${o}-hint ${o}-mend"
        aria-invalid=${r}
        .value=${t[n]}
        @input=${a=>this.#l(e,{[n]:a.target.value})}
      />
    </div>`}#h(t,e){let n=[...pt(t.specimen).map(i=>[i,i]),["",this.texts.form_unit_unknown]];return this.#c(e,"unit",this.texts.form_unit,n,t.unit)}#u(t,e){let n=be.map(i=>[i,this.texts.form_specimens[i]]);return this.#c(e,"specimen",this.texts.form_specimen,n,t.specimen)}#c(t,e,n,i,o){let r=this.#r(t,e);return m`<div class="field">
      <label for=${r}>${n}</label>
      <select id=${r} @change=${l=>this.#a(t,e,l)}>
        ${i.map(([l="",a])=>m`<option value=${l} ?selected=${l===o}>${a}</option>`)}
      </select>
    </div>`}#a(t,e,n){let{value:i}=n.target,o=this.rows[t]?.unit??"";if(e==="unit")return this.#l(t,{unit:i});let r=i;this.#l(t,o&&!pt(r).includes(o)?{specimen:r,unit:"mg/L"}:{specimen:r})}};var xe={below:"chart_below",above:"chart_above"};function ee(s,t,e){let n=bt(s,t,e),i=new Set(s.readings.map(o=>o.bound));return m`<figure>
    <figcaption>${U(s,t)}</figcaption>
    ${n?we(n,s,t):u}
    ${n?["below","above"].map(o=>i.has(o)?m`<p class="note">${t[xe[o]]}</p>`:u):u}
    ${n?m`<p class="note">${t.chart_note}</p>`:u}
    <details>
      <summary>${t.table}</summary>
      ${Me(s.readings,t)}
    </details>
  </figure>`}function we(s,t,e){let n=g(e.chart,{specimen:e.specimens[t.specimen]}),i=new Set(t.readings.map(r=>r.unit)),o=i.size===1?[...i][0]:null;return m`<svg class="chart" role="img" aria-label=${n}>
    ${o?x`<text class="unit" x="0" y="1em">${o}</text>`:u}
    <svg class="plot" y="1.5em" width="100%" height="11.8em">
      <line class="axis" x1="0" x2="100%" y1="100%" y2="100%" />
      ${s.slice(1).map((r,l)=>{let a=s[l];return x`<line class="trace" x1="${a.x}%" y1="${a.y}%" x2="${r.x}%" y2="${r.y}%" />`})}
      ${s.map(r=>x`<svg class="point" x="${r.x}%" y="${r.y}%">${Ae(r.bound)}</svg>
        <text class="value" x="${r.x}%" y="${r.y}%" dy="-0.7em">${r.value}</text>`)}
    </svg>
    ${s.map(({x:r,when:l})=>Te(r,l))}
  </svg>`}function Ae(s){return s==="exact"?x`<circle r="6" />`:s==="below"?x`<path d="M-8-6H8L0 9Z" />`:x`<path d="M-8 6H8L0-9Z" />`}function Te(s,t){if(!t)return u;let e=t.lastIndexOf(" "),n=e<0?[t]:[t.slice(0,e).replace(/,$/,""),t.slice(e+1)];return x`<text class="date" x="${s}%">${n.map((i,o)=>x`<tspan x="${s}%" y="${`${14.5+o*1.2}em`}">${i}</tspan>`)}</text>`}function Me(s,t){let e=new Set(s.map(n=>n.unit)).size>1;return m`<table>
    <thead>
      <tr><th scope="col">${t.column_date}</th><th scope="col">${t.column_value}</th></tr>
    </thead>
    <tbody>
      ${s.map((n,i)=>{let o=P(n),r=e&&n.unit!=="mg/L"&&n.mg_per_l!==null;return m`<tr>
          <td>${n.date?N(n,i,t,"long"):t.no_date}</td>
          <td>
            ${r?g(t.converted,{value:o,mg_per_l:Number(n.mg_per_l?.toPrecision(3))}):o}
          </td>
        </tr>`})}
    </tbody>
  </table>`}function ne(s,t,e){let n=s.from==="person",i=j(s),o=W(s);return m`<li class=${s.from}>
    <h2 class="speaker">${n?t.you:t.assistant}</h2>
    <div class="said">
      ${n?m`<p class="typed">${s.text}</p>`:Ee(s.text,i)}
      ${o?ee(o,t,e):u}
      ${i?Re(i,t):u}
    </div>
  </li>`}function Ee(s,t){return V(s,t?.url).map(({kind:e,lines:n})=>e==="list"?m`<ul>${n.map(i=>m`<li>${i}</li>`)}</ul>`:m`<p>${n.map((i,o)=>o?m`<br />${i}`:i)}</p>`)}function Re(s,t){let e=xt(s.url);return m`<details class="source">
    <summary>${t.source}</summary>
    <p>${g(t.source_page,{title:s.title})}</p>
    <p>${g(t.source_section,{section:s.section??""})}</p>
    <p>${g(t.source_updated,{date:k(s.updated,t.language)})}</p>
    ${e?m`<p>
          <a href=${e} target="_blank" rel="noopener noreferrer">${t.source_link} ${t.new_tab}</a>
        </p>`:u}
  </details>`}var Se=3.4,ke=5,Le=8,Ie=27,it=class{constructor(t,e,n,i){this.root=t;this.texts=e;this.memory=n;this.close=i;this.#t=new st(e,()=>this.draw()),gt(0,n),document.addEventListener("keydown",this.#b),addEventListener("beforeprint",()=>this.#A()),addEventListener("resize",()=>this.#o())}root;texts;memory;close;conversation;#t;#e=!1;#i=4;#s=0;draw(){Ct(this.#l(),this.root),this.#x(),this.#w()}#o(){let t=parseFloat(getComputedStyle(document.documentElement).fontSize);this.#i=Math.max(2,Math.floor((innerWidth/t-ke)/Se)),document.body.classList.toggle("cramped",innerHeight/t<Ie),this.draw()}focus(){this.#o(),this.#n(matchMedia("(pointer: coarse)").matches?"#log":"#input")?.focus({preventScroll:!0})}#n(t){return this.root.querySelector(t)}#l(){let{texts:t,conversation:e}=this,n=e.pending?[...e.messages,e.pending]:e.messages;return m`<div class="top">
        <h1 class="hidden">${t.heading}</h1>
        <p>${g(t.notice,t.clinic)}</p>
        ${this.#r()}
      </div>
      <section id="log" tabindex="0" aria-label=${t.log}>
        <ol>
          ${et(n,(i,o)=>o,i=>ne(i,t,this.#i))}
        </ol>
        ${e.pending?u:this.#m()}
        <p class="waiting" role="status">${this.#h()}</p>
      </section>
      ${this.#d()}
      <div class="hidden" role="log">${e.announcements.map(i=>m`<p>${i}</p>`)}</div>
      ${Xt(t,this.#t,this.#_)} ${Yt(t)}
      ${te(t,()=>{this.conversation.erase().then(()=>this.focus())})}`}#r(){let{texts:t}=this,e=[[t.larger,()=>this.#y(1)],[t.smaller,()=>this.#y(-1)],[t.print,()=>print()],[t.save,()=>Qt(Jt(this.conversation.messages,t),t.file_name)],[t.delete,()=>this.#f("delete")]];return m`<div class="menu">
      <button
        id="menu"
        type="button"
        aria-expanded=${this.#e}
        aria-controls="menu-items"
        @click=${()=>this.#g(!this.#e)}
      >
        ${t.menu}
      </button>
      <ul id="menu-items" ?hidden=${!this.#e}>
        ${e.map(([n,i])=>m`<li><button type="button" @click=${i}>${n}</button></li>`)}
      </ul>
    </div>`}#m(){let{texts:t,conversation:e}=this,n=e.messages.findLastIndex(({from:o})=>o==="person"),i=e.messages.slice(n+1).flatMap(o=>o.buttons);return i.length?m`<p class="hidden" id="choices">${t.choices}</p>
      <ul class="choices" aria-labelledby="choices">
        ${i.map(({title:o,payload:r})=>m`<li><button type="button" @click=${()=>this.#p({payload:r})}>${o}</button></li>`)}
      </ul>`:u}#d(){let{texts:t}=this,{problem:e}=this.conversation;return m`<form class="composer" @submit=${this.#c}>
      <div role="alert">${e?m`<p>${e.text}</p>`:u}</div>
      ${e?m`<button
            class="second again"
            type=${e.retry?"button":"submit"}
            @click=${()=>this.#v(e.retry)}
          >
            ${e.action}
          </button>`:u}
      <label for="input">${t.input}</label>
      <div class="line">
        <textarea
          id="input"
          rows="1"
          autocomplete="off"
          @keydown=${this.#u}
          @input=${this.#$}
        ></textarea>
        <button class="first">${t.send}</button>
      </div>
      <div class="line others">
        <button type="button" class="plain" @click=${()=>this.#f("form")}>${t.form_open}</button>
        <button type="button" class="plain" @click=${()=>this.#f("human")}>${t.human}</button>
      </div>
    </form>`}#h(){let{waiting:t,messages:e}=this.conversation;return t==="long"?this.texts.waiting_long:t!=="shown"?"":e.length?this.texts.waiting:this.texts.starting}#u=t=>{t.key!=="Enter"||t.shiftKey||t.isComposing||(t.preventDefault(),this.#n(".composer")?.requestSubmit())};#c=t=>{t.preventDefault();let e=this.#n("#input"),n=e?.value.trim();!e||!n||this.conversation.pending||this.#a(n)&&(e.value="",this.#$(),this.conversation.say({text:n}))};#a(t){let e=this.texts.most_characters;return t.length<=e?!0:(this.conversation.complain(g(this.texts.too_long,{count:t.length,most:e})),!1)}#p(t){this.conversation.say(t),this.focus()}#v(t){t?.(),this.focus()}#_=t=>{let e=t.target;if(!this.#t.check(e))return t.preventDefault();let n=Gt(this.#t.rows,this.texts);if(this.conversation.pending||!this.#a(n))return t.preventDefault();this.#t.clear(),this.conversation.say({text:n})};#f(t){this.#g(!1),this.#n(`#${t}`)?.showModal()}#g(t){this.#e=t,this.draw()}#b=t=>{if(!(t.key!=="Escape"||this.root.querySelector("dialog[open]"))){if(!this.#e)return this.close();this.#g(!1),this.#n("#menu")?.focus()}};#y(t){gt(t,this.memory),this.#o()}#$=()=>{let t=this.#n("#input");t&&(t.rows=Math.min(4,t.value.split(`
`).length+Math.floor(t.value.length/40)))};#x(){let t=this.#n("#input"),{draft:e}=this.conversation;!t||!e||(this.conversation.draft="",t.value=[e,t.value].filter(Boolean).join(`
`),this.#$())}#w(){let{messages:t,pending:e}=this.conversation,n=t.length+(e?1:0);if(n===this.#s)return;this.#s=n;let i=this.#n("#log"),o=this.root.querySelectorAll("li.person"),r=o[o.length-1];if(!i||!r)return;let l=document.body.classList.contains("cramped"),a=l?document.documentElement:i,d=l?0:i.getBoundingClientRect().top;a.scrollTop+=r.getBoundingClientRect().top-d-Le}#A(){let t=[...this.root.querySelectorAll("details:not([open])")];t.forEach(e=>e.open=!0),addEventListener("afterprint",()=>t.forEach(e=>e.open=!1),{once:!0})}};function Pe(){try{return sessionStorage.removeItem("b2m-probe"),sessionStorage}catch{let s=new Map;return{getItem:t=>s.get(t)??null,setItem:(t,e)=>{s.set(t,e)},removeItem:t=>{s.delete(t)}}}}async function Ne(s){let t=new O,e=await t.texts();document.documentElement.lang=e.language;let n=Pe(),i=new K(()=>o.focus()),o=new it(s,e,n,()=>i.tell("b2m:close"));o.conversation=new z(t,e,n,()=>o.draw()),o.focus(),i.tell("b2m:ready"),await o.conversation.start()}var se=document.getElementById("app");se&&Ne(se);})();
