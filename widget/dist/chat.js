/* B2M assistant, Apache-2.0. With Lit, BSD-3-Clause, (c) Google LLC. */
"use strict";(()=>{var v=class extends Error{constructor(e,n=""){super(n);this.failure=e}failure},ie=3e4,oe=401,O=class{token=null;texts(){return this.#t("GET","texts.json")}async begin(){this.token=null;let{token:t,messages:e}=await this.#t("POST","sessions");return this.token=t,e.map(rt)}async resume(t){return this.token=t,(await this.#t("GET","conversation")).messages.map(rt)}async say(t){return(await this.#t("POST","messages",t)).messages.map(rt)}async erase(){try{await this.#t("DELETE","sessions")}catch(t){if(!(t instanceof v&&t.failure==="ended"))throw t}this.token=null}async#t(t,e,n){let i={};n&&(i["Content-Type"]="application/json"),this.token&&(i.Authorization=`Bearer ${this.token}`);let o={method:t,headers:i,signal:AbortSignal.timeout(ie)};n&&(o.body=JSON.stringify(n));try{let r=await fetch(e,o);if(r.status===204)return;let l=await r.json();if(r.ok)return l;let a=l.error?.message??"";throw new v(r.status===oe?"ended":"refused",a)}catch(r){throw r instanceof v?r:r instanceof DOMException&&r.name==="TimeoutError"?new v("slow"):new v(navigator.onLine?"unreachable":"offline")}}};function rt(s){let t=s.buttons??[];return{from:"assistant",text:"",custom:{},...s,buttons:t}}function g(s,t){return s.replace(/\{(\w+)\}/g,(e,n)=>String(t[n]??e))}function k(s,t,e="long"){let[n,i,o]=s.split("-").map(Number),r={year:"numeric",timeZone:"UTC"};i&&(r.month=e),o&&(r.day="numeric");let l=Date.UTC(n??NaN,(i??1)-1,o??1);return Number.isNaN(l)?s:new Intl.DateTimeFormat(t,r).format(l)}function V(s,t){let e=[];for(let n of s.split(/\n{2,}/)){if(t&&n.trimEnd().endsWith(t))continue;let i;for(let o of n.split(`
`).filter(r=>r.trim())){let r=/^\s*[-•]\s+(.*)$/.exec(o),l=r?"list":"paragraph",a=r?.[1]??o;l===i?e.at(-1)?.lines.push(a):e.push({kind:l,lines:[a]}),i=l}}return e}function yt(s){let t=s.trim().split(`
`,1)[0]??"";return/^.+?[.!?](?=\s|$)/.exec(t)?.[0]??t}var vt=8,re=92,ae=18,_t=100;function le(s){if(new Set(s.map(n=>n.unit)).size===1)return s.map(n=>n.value);let e=s.map(n=>n.mg_per_l);return e.every(n=>n!==null)?e:void 0}function I(s){let t={exact:"",below:"<",above:">"}[s.bound],e=/^[<>≤≥]?\s*[\d.,]+$/.test(s.text)?s.text:`${t}${s.value}`;return s.unit?`${e} ${s.unit}`:e}function C(s,t,e,n){return s.date?k(s.date,e.language,n):g(e.position,{number:t+1})}function bt(s,t,e){let{readings:n}=s,i=le(n);if(!i||n.length<2)return;let o=Math.max(...i),r=n.length-1,l=Math.max(1,Math.ceil(r/Math.max(1,e-1))),a=new Set(n.map(d=>d.unit)).size>1;return n.map((d,h)=>{let c=r-h,p=h===0||c%l===0&&h>=l;return{x:vt+(re-vt)*h/r,y:_t-(_t-ae)*(i[h]??0)/(o||1),bound:d.bound,value:p?I(a?d:{...d,unit:null}):"",when:p?C(d,h,t,"short"):null}})}function U(s,t){let{readings:e}=s,[n,i]=[e[0],e.at(-1)];if(!n||!i)return"";let o=t.specimens[s.specimen],r=t.patterns[s.pattern]??"";if(e.length===1)return r;let l=n.date&&i.date,a=g(l?t.chart_count_dated:t.chart_count,{count:e.length,specimen:o,from:C(n,0,t,"long"),to:C(i,e.length-1,t,"long")}),d=g(t.chart_ends,{first:I(n),latest:I(i)});return[a,d,r].filter(Boolean).join(" ")}function W(s){return"type"in s.custom&&s.custom.type==="b2m_trend"?s.custom:void 0}function j(s){let t="source"in s.custom?s.custom.source:void 0;return t?.section?t:void 0}function xt(s){try{return new URL(s).protocol==="https:"?s:void 0}catch{return}}var ce=500,ue=8e3,de=5,F="b2m-token",z=class{messages=[];pending=null;problem=null;waiting="no";announcements=[];draft="";#t;#e;#i;#n;#o=null;#s=[];constructor(t,e,n,i){this.#t=t,this.#e=e,this.#i=n,this.#n=i}start(){return this.#o??=this.#u(async()=>{this.messages=await this.#c()},()=>{this.start()}).then(t=>(t||(this.#o=null),t)),this.#o}async say(t){if(this.pending)return;let e="text"in t?t.text:t.payload;this.pending={from:"person",text:e,buttons:[],custom:{}},this.#n();let n="text"in t?void 0:()=>{this.say(t)},i=await this.start()&&await this.#u(()=>this.#r(t),n);this.pending=null,!i&&"text"in t&&(this.draft=e),this.#n()}async erase(){await this.#u(()=>this.#t.erase(),()=>{this.erase()})&&(this.#a(),this.messages=[],await this.start()&&this.announce(this.#e.deleted))}complain(t){this.problem={text:t,action:this.#e.again},this.#n()}announce(t){this.announcements=[...this.announcements,t].slice(-de),this.#n()}async#c(){let t=this.#i.getItem(F);if(t)try{return await this.#t.resume(t)}catch(n){if(!(n instanceof v&&n.failure==="ended"))throw n;this.#i.removeItem(F)}let e=await this.#t.begin();return this.#t.token&&this.#i.setItem(F,this.#t.token),e}async#r(t){let e=await this.#t.say(t),n=e.some(({custom:i})=>"type"in i&&i.type==="deleted");this.messages=n?e:[...this.messages,...this.pending?[this.pending]:[],...e],n&&this.#a(),this.announce(g(this.#e.announcement,{sentence:this.#m(e)}))}#m(t){let e=t.map(W).find(Boolean);return e?U(e,this.#e):yt(t[0]?.text??"")}#a(){this.#t.token=null,this.#i.removeItem(F),this.#o=null}async#u(t,e){this.problem=null,this.#l("short"),this.#s=[setTimeout(()=>this.#l("shown"),ce),setTimeout(()=>this.#l("long"),ue)];try{return await t(),!0}catch(n){return this.problem=this.#d(n,e),!1}finally{this.#s.forEach(clearTimeout),this.#l("no")}}#l(t){this.waiting=t,this.#n()}#d(t,e){let{failure:n,message:i}=t instanceof v?t:new v("unreachable"),o=this.#e;if(n==="ended"){let h=()=>{this.#a(),this.start()};return{text:i,action:o.start_again,retry:h}}let r={offline:o.offline,slow:o.slow,unreachable:o.unreachable,refused:i},a=n==="slow"||n==="unreachable"?` ${g(o.or_call,o.clinic)}`:"";return{text:(r[n]||o.unreachable)+a,action:o.again,...e&&{retry:e}}}};var K=class{#t;constructor(t){let e=decodeURIComponent(location.hash.slice(1));this.#t=window.parent!==window&&/^https?:\/\/[^/]+$/.test(e)?e:null,window.addEventListener("message",n=>{n.source!==window.parent||n.origin!==this.#t||n.data==="b2m:opened"&&t()})}tell(t){this.#t&&window.parent.postMessage(t,this.#t)}};var lt=globalThis,At=s=>s,q=lt.trustedTypes,wt=q?q.createPolicy("lit-html",{createHTML:s=>s}):void 0,ct="$lit$",b=`lit$${Math.random().toFixed(9).slice(2)}$`,ut="?"+b,me=`<${ut}>`,M=document,N=()=>M.createComment(""),B=s=>s===null||typeof s!="object"&&typeof s!="function",dt=Array.isArray,kt=s=>dt(s)||typeof s?.[Symbol.iterator]=="function",at=`[ 	
\f\r]`,H=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Tt=/-->/g,Mt=/>/g,w=RegExp(`>|${at}(?:([^\\s"'>=/]+)(${at}*=${at}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Et=/'/g,Rt=/"/g,Lt=/^(?:script|style|textarea|title)$/i,mt=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),m=mt(1),x=mt(2),Xe=mt(3),E=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),St=new WeakMap,T=M.createTreeWalker(M,129);function Pt(s,t){if(!dt(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return wt!==void 0?wt.createHTML(t):t}var It=(s,t)=>{let e=s.length-1,n=[],i,o=t===2?"<svg>":t===3?"<math>":"",r=H;for(let l=0;l<e;l++){let a=s[l],d,h,c=-1,p=0;for(;p<a.length&&(r.lastIndex=p,h=r.exec(a),h!==null);)p=r.lastIndex,r===H?h[1]==="!--"?r=Tt:h[1]!==void 0?r=Mt:h[2]!==void 0?(Lt.test(h[2])&&(i=RegExp("</"+h[2],"g")),r=w):h[3]!==void 0&&(r=w):r===w?h[0]===">"?(r=i??H,c=-1):h[1]===void 0?c=-2:(c=r.lastIndex-h[2].length,d=h[1],r=h[3]===void 0?w:h[3]==='"'?Rt:Et):r===Rt||r===Et?r=w:r===Tt||r===Mt?r=H:(r=w,i=void 0);let f=r===w&&s[l+1].startsWith("/>")?" ":"";o+=r===H?a+me:c>=0?(n.push(d),a.slice(0,c)+ct+a.slice(c)+b+f):a+b+(c===-2?l:f)}return[Pt(s,o+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),n]},D=class s{constructor({strings:t,_$litType$:e},n){let i;this.parts=[];let o=0,r=0,l=t.length-1,a=this.parts,[d,h]=It(t,e);if(this.el=s.createElement(d,n),T.currentNode=this.el.content,e===2||e===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(i=T.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let c of i.getAttributeNames())if(c.endsWith(ct)){let p=h[r++],f=i.getAttribute(c).split(b),y=/([.?@])?(.*)/.exec(p);a.push({type:1,index:o,name:y[2],strings:f,ctor:y[1]==="."?Z:y[1]==="?"?J:y[1]==="@"?Q:S}),i.removeAttribute(c)}else c.startsWith(b)&&(a.push({type:6,index:o}),i.removeAttribute(c));if(Lt.test(i.tagName)){let c=i.textContent.split(b),p=c.length-1;if(p>0){i.textContent=q?q.emptyScript:"";for(let f=0;f<p;f++)i.append(c[f],N()),T.nextNode(),a.push({type:2,index:++o});i.append(c[p],N())}}}else if(i.nodeType===8)if(i.data===ut)a.push({type:2,index:o});else{let c=-1;for(;(c=i.data.indexOf(b,c+1))!==-1;)a.push({type:7,index:o}),c+=b.length-1}o++}}static createElement(t,e){let n=M.createElement("template");return n.innerHTML=t,n}};function R(s,t,e=s,n){if(t===E)return t;let i=n!==void 0?e._$Co?.[n]:e._$Cl,o=B(t)?void 0:t._$litDirective$;return i?.constructor!==o&&(i?._$AO?.(!1),o===void 0?i=void 0:(i=new o(s),i._$AT(s,e,n)),n!==void 0?(e._$Co??=[])[n]=i:e._$Cl=i),i!==void 0&&(t=R(s,i._$AS(s,t.values),i,n)),t}var G=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:n}=this._$AD,i=(t?.creationScope??M).importNode(e,!0);T.currentNode=i;let o=T.nextNode(),r=0,l=0,a=n[0];for(;a!==void 0;){if(r===a.index){let d;a.type===2?d=new L(o,o.nextSibling,this,t):a.type===1?d=new a.ctor(o,a.name,a.strings,this,t):a.type===6&&(d=new X(o,this,t)),this._$AV.push(d),a=n[++l]}r!==a?.index&&(o=T.nextNode(),r++)}return T.currentNode=M,i}p(t){let e=0;for(let n of this._$AV)n!==void 0&&(n.strings!==void 0?(n._$AI(t,n,e),e+=n.strings.length-2):n._$AI(t[e])),e++}},L=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,n,i){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=n,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=R(this,t,e),B(t)?t===u||t==null||t===""?(this._$AH!==u&&this._$AR(),this._$AH=u):t!==this._$AH&&t!==E&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):kt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==u&&B(this._$AH)?this._$AA.nextSibling.data=t:this.T(M.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:n}=t,i=typeof n=="number"?this._$AC(t):(n.el===void 0&&(n.el=D.createElement(Pt(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===i)this._$AH.p(e);else{let o=new G(i,this),r=o.u(this.options);o.p(e),this.T(r),this._$AH=o}}_$AC(t){let e=St.get(t.strings);return e===void 0&&St.set(t.strings,e=new D(t)),e}k(t){dt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,n,i=0;for(let o of t)i===e.length?e.push(n=new s(this.O(N()),this.O(N()),this,this.options)):n=e[i],n._$AI(o),i++;i<e.length&&(this._$AR(n&&n._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let n=At(t).nextSibling;At(t).remove(),t=n}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},S=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,n,i,o){this.type=1,this._$AH=u,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=o,n.length>2||n[0]!==""||n[1]!==""?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=u}_$AI(t,e=this,n,i){let o=this.strings,r=!1;if(o===void 0)t=R(this,t,e,0),r=!B(t)||t!==this._$AH&&t!==E,r&&(this._$AH=t);else{let l=t,a,d;for(t=o[0],a=0;a<o.length-1;a++)d=R(this,l[n+a],e,a),d===E&&(d=this._$AH[a]),r||=!B(d)||d!==this._$AH[a],d===u?t=u:t!==u&&(t+=(d??"")+o[a+1]),this._$AH[a]=d}r&&!i&&this.j(t)}j(t){t===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Z=class extends S{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===u?void 0:t}},J=class extends S{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==u)}},Q=class extends S{constructor(t,e,n,i,o){super(t,e,n,i,o),this.type=5}_$AI(t,e=this){if((t=R(this,t,e,0)??u)===E)return;let n=this._$AH,i=t===u&&n!==u||t.capture!==n.capture||t.once!==n.once||t.passive!==n.passive,o=t!==u&&(n===u||i);i&&this.element.removeEventListener(this.name,this,n),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},X=class{constructor(t,e,n){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(t){R(this,t)}},Ct={M:ct,P:b,A:ut,C:1,L:It,R:G,D:kt,V:R,I:L,H:S,N:J,U:Q,B:Z,F:X},he=lt.litHtmlPolyfillSupport;he?.(D,L),(lt.litHtmlVersions??=[]).push("3.3.3");var Ht=(s,t,e)=>{let n=e?.renderBefore??t,i=n._$litPart$;if(i===void 0){let o=e?.renderBefore??null;n._$litPart$=i=new L(t.insertBefore(N(),o),o,void 0,e??{})}return i._$AI(s),i};var Nt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Bt=s=>(...t)=>({_$litDirective$:s,values:t}),Y=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,n){this._$Ct=t,this._$AM=e,this._$Ci=n}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:pe}=Ct,Dt=s=>s;var Ot=()=>document.createComment(""),P=(s,t,e)=>{let n=s._$AA.parentNode,i=t===void 0?s._$AB:t._$AA;if(e===void 0){let o=n.insertBefore(Ot(),i),r=n.insertBefore(Ot(),i);e=new pe(o,r,s,s.options)}else{let o=e._$AB.nextSibling,r=e._$AM,l=r!==s;if(l){let a;e._$AQ?.(s),e._$AM=s,e._$AP!==void 0&&(a=s._$AU)!==r._$AU&&e._$AP(a)}if(o!==i||l){let a=e._$AA;for(;a!==o;){let d=Dt(a).nextSibling;Dt(n).insertBefore(a,i),a=d}}}return e},A=(s,t,e=s)=>(s._$AI(t,e),s),fe={},Vt=(s,t=fe)=>s._$AH=t,Ut=s=>s._$AH,tt=s=>{s._$AR(),s._$AA.remove()};var Wt=(s,t,e)=>{let n=new Map;for(let i=t;i<=e;i++)n.set(s[i],i);return n},et=Bt(class extends Y{constructor(s){if(super(s),s.type!==Nt.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,t,e){let n;e===void 0?e=t:t!==void 0&&(n=t);let i=[],o=[],r=0;for(let l of s)i[r]=n?n(l,r):r,o[r]=e(l,r),r++;return{values:o,keys:i}}render(s,t,e){return this.dt(s,t,e).values}update(s,[t,e,n]){let i=Ut(s),{values:o,keys:r}=this.dt(t,e,n);if(!Array.isArray(i))return this.ut=r,o;let l=this.ut??=[],a=[],d,h,c=0,p=i.length-1,f=0,y=o.length-1;for(;c<=p&&f<=y;)if(i[c]===null)c++;else if(i[p]===null)p--;else if(l[c]===r[f])a[f]=A(i[c],o[f]),c++,f++;else if(l[p]===r[y])a[y]=A(i[p],o[y]),p--,y--;else if(l[c]===r[y])a[y]=A(i[c],o[y]),P(s,a[y+1],i[c]),c++,y--;else if(l[p]===r[f])a[f]=A(i[p],o[f]),P(s,i[c],i[p]),p--,f++;else if(d===void 0&&(d=Wt(r,f,y),h=Wt(l,c,p)),d.has(l[c]))if(d.has(l[p])){let _=h.get(r[f]),ot=_!==void 0?i[_]:null;if(ot===null){let $t=P(s,i[c]);A($t,o[f]),a[f]=$t}else a[f]=A(ot,o[f]),P(s,i[c],ot),i[_]=null;f++}else tt(i[p]),p--;else tt(i[c]),c++;for(;f<=y;){let _=P(s,a[y+1]);A(_,o[f]),a[f++]=_}for(;c<=p;){let _=i[c++];_!==null&&tt(_)}return this.ut=r,Vt(s,a),E}});var jt=["mg/L","mg/dL","\xB5g/mL","\xB5g/L","ng/mL","nmol/L"],ge=["mg/24 h","\xB5g/24 h","mg/g creatinine","\xB5g/g creatinine"];function pt(s){return s==="urine"?[...jt,...ge]:jt}function Ft(s){return{value:"",unit:s?.unit??"mg/L",date:"",specimen:s?.specimen??"blood"}}var zt=s=>!s.value.trim()&&!s.date.trim(),$e=s=>/^[<>≤≥]?\s*(\d+([.,]\d+)*|[.,]\d+)$/.test(s.trim());function Kt(s,t){let e=s.trim().toLowerCase().replace(/(\d)(st|nd|rd|th)\b/,"$1"),n=/^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(e);if(n)return ht(n[1],n[2],n[3]);let i=/^(\d{1,2})[/.](?:(\d{1,2})[/.])?(\d{4})$/.exec(e);if(i)return ht(i[3],i[1],i[2]);let o=new RegExp("^(?:(\\d{1,2})\\.? )?(\\p{L}{3,})\\.?,?(?: (\\d{1,2}),?)? (\\d{4})$","u").exec(e),r=o?.[2]?ye(o[2],t):void 0;if(!(!o||!r||o[1]&&o[3]))return ht(o[4],r,o[1]??o[3])}function ye(s,t){let n=Array.from({length:12},(i,o)=>new Intl.DateTimeFormat(t,{month:"long",timeZone:"UTC"}).format(Date.UTC(2024,o))).findIndex(i=>i.toLowerCase().startsWith(s));return n<0?void 0:String(n+1)}function ht(s,t,e){let n=[s,t,e].filter(i=>i!==void 0);if(!(Number(t??1)>12||Number(t??1)<1))return n.map(i=>i.padStart(2,"0")).join("-")}function qt(s,t){return s.flatMap((e,n)=>{if(zt(e))return[];let i=[];return $e(e.value)||i.push({row:n,field:"value"}),e.date.trim()&&!Kt(e.date,t)&&i.push({row:n,field:"date"}),i})}function Gt(s,t){return s.filter(n=>!zt(n)).map(n=>{let i=Kt(n.date,t.language);return g(i?t.form_line_dated:t.form_line,{specimen:t.form_specimens[n.specimen],value:`${n.value.trim()} ${n.unit}`.trim(),date:i?k(i,t.language):""})}).join(`
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
    ${t.phone?ve(s,t.phone):u}
    ${t.hours?m`<p>${g(s.human_hours,{hours:t.hours})}</p>`:u}
    <p><strong>${g(s.human_emergency,t)}</strong></p>
    <p>${g(s.human_crisis,t)}</p>
    <button type="button" class="second" @click=${nt}>${s.back}</button>
  </dialog>`}function ve(s,t){return m`<p><a class="first" href="tel:${t.replace(/[^\d+*#]/g,"")}">${g(s.human_phone,{phone:t})}</a></p>`}function te(s,t){let e=n=>{nt(n),t()};return m`<dialog id="delete" aria-labelledby="delete-title">
    <h2 id="delete-title">${s.delete_title}</h2>
    <p>${s.delete_text}</p>
    <div class="line">
      <button type="button" class="danger" @click=${e}>${s.delete_yes}</button>
      <button type="button" class="second" @click=${nt}>${s.delete_no}</button>
    </div>
  </dialog>`}var _e=["blood","urine","csf"],st=class{constructor(t,e){this.texts=t;this.changed=e;this.clear()}texts;changed;rows=[];#t=[];#e=!1;#i=0;clear(){this.rows=[],this.#t=[],this.#e=!1,this.#n(),this.#n()}check(t){this.#t=qt(this.rows,this.texts.language),this.#e=this.rows.every(i=>!i.value.trim()&&!i.date.trim()),this.changed();let e=this.#t[0],n=e?this.#r(e.row,e.field):this.#r(0,"value");return(e||this.#e)&&t.querySelector(`#${n}`)?.focus(),!e&&!this.#e}view(){let{texts:t}=this;return m`<p>${t.form_intro}</p>
      <div role="alert">${this.#e?m`<p class="mend">${t.form_none}</p>`:u}</div>
      ${et(this.rows,e=>e.id,(e,n)=>this.#m(e,n))}
      <button type="button" class="second" @click=${this.#o}>${t.form_add}</button>`}#n(){this.rows=[...this.rows,{...Ft(this.rows.at(-1)),id:this.#i++}]}#o=()=>{this.#n(),this.changed(),document.getElementById(this.#r(this.rows.length-1,"value"))?.focus()};#s(t){this.rows=this.rows.filter((e,n)=>n!==t),this.#t=[],this.changed(),document.getElementById(this.#r(Math.max(0,t-1),"value"))?.focus()}#c(t,e){this.rows=this.rows.map((n,i)=>i===t?{...n,...e}:n),this.changed()}#r(t,e){return`${e}-${this.rows[t]?.id}`}#m(t,e){let{texts:n}=this;return m`<fieldset>
      <legend>${g(n.form_row,{number:e+1})}</legend>
      <div class="fields">
        ${this.#a(t,e,"value")} ${this.#u(t,e)}
        ${this.#a(t,e,"date")} ${this.#l(t,e)}
      </div>
      ${this.rows.length>1?m`<button type="button" class="plain" @click=${()=>this.#s(e)}>
            ${g(n.form_remove,{number:e+1})}
          </button>`:u}
    </fieldset>`}#a(t,e,n){let{texts:i}=this,o=this.#r(e,n),r=this.#t.some(a=>a.row===e&&a.field===n),l={value:[i.form_value,i.form_value_hint,i.form_bad_value],date:[i.form_date,i.form_date_hint,i.form_bad_date]}[n];return m`<div class="field">
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
        @input=${a=>this.#c(e,{[n]:a.target.value})}
      />
    </div>`}#u(t,e){let n=[...pt(t.specimen).map(i=>[i,i]),["",this.texts.form_unit_unknown]];return this.#d(e,"unit",this.texts.form_unit,n,t.unit)}#l(t,e){let n=_e.map(i=>[i,this.texts.form_specimens[i]]);return this.#d(e,"specimen",this.texts.form_specimen,n,t.specimen)}#d(t,e,n,i,o){let r=this.#r(t,e);return m`<div class="field">
      <label for=${r}>${n}</label>
      <select id=${r} @change=${l=>this.#h(t,e,l)}>
        ${i.map(([l="",a])=>m`<option value=${l} ?selected=${l===o}>${a}</option>`)}
      </select>
    </div>`}#h(t,e,n){let{value:i}=n.target,o=this.rows[t]?.unit??"";if(e==="unit")return this.#c(t,{unit:i});let r=i;this.#c(t,o&&!pt(r).includes(o)?{specimen:r,unit:"mg/L"}:{specimen:r})}};var be={below:"chart_below",above:"chart_above"};function ee(s,t,e){let n=bt(s,t,e),i=new Set(s.readings.map(o=>o.bound));return m`<figure>
    <figcaption>${U(s,t)}</figcaption>
    ${n?xe(n,s,t):u}
    ${n?["below","above"].map(o=>i.has(o)?m`<p class="note">${t[be[o]]}</p>`:u):u}
    ${n?m`<p class="note">${t.chart_note}</p>`:u}
    <details>
      <summary>${t.table}</summary>
      ${Te(s.readings,t)}
    </details>
  </figure>`}function xe(s,t,e){let n=g(e.chart,{specimen:e.specimens[t.specimen]}),i=new Set(t.readings.map(r=>r.unit)),o=i.size===1?[...i][0]:null;return m`<svg class="chart" role="img" aria-label=${n}>
    ${o?x`<text class="unit" x="0" y="1em">${o}</text>`:u}
    <svg class="plot" y="1.5em" width="100%" height="11.8em">
      <line class="axis" x1="0" x2="100%" y1="100%" y2="100%" />
      ${s.slice(1).map((r,l)=>{let a=s[l];return x`<line class="trace" x1="${a.x}%" y1="${a.y}%" x2="${r.x}%" y2="${r.y}%" />`})}
      ${s.map(r=>x`<svg class="point" x="${r.x}%" y="${r.y}%">${Ae(r.bound)}</svg>
        <text class="value" x="${r.x}%" y="${r.y}%" dy="-0.7em">${r.value}</text>`)}
    </svg>
    ${s.map(({x:r,when:l})=>we(r,l))}
  </svg>`}function Ae(s){return s==="exact"?x`<circle r="6" />`:s==="below"?x`<path d="M-8-6H8L0 9Z" />`:x`<path d="M-8 6H8L0-9Z" />`}function we(s,t){if(!t)return u;let e=t.lastIndexOf(" "),n=e<0?[t]:[t.slice(0,e).replace(/,$/,""),t.slice(e+1)];return x`<text class="date" x="${s}%">${n.map((i,o)=>x`<tspan x="${s}%" y="${`${14.5+o*1.2}em`}">${i}</tspan>`)}</text>`}function Te(s,t){let e=new Set(s.map(n=>n.unit)).size>1;return m`<table>
    <thead>
      <tr><th scope="col">${t.column_date}</th><th scope="col">${t.column_value}</th></tr>
    </thead>
    <tbody>
      ${s.map((n,i)=>{let o=I(n),r=e&&n.unit!=="mg/L"&&n.mg_per_l!==null;return m`<tr>
          <td>${n.date?C(n,i,t,"long"):t.no_date}</td>
          <td>
            ${r?g(t.converted,{value:o,mg_per_l:Number(n.mg_per_l?.toPrecision(3))}):o}
          </td>
        </tr>`})}
    </tbody>
  </table>`}function ne(s,t,e){let n=s.from==="person",i=j(s),o=W(s);return m`<li class=${s.from}>
    <h2 class="speaker">${n?t.you:t.assistant}</h2>
    <div class="said">
      ${n?m`<p class="typed">${s.text}</p>`:Me(s.text,i)}
      ${o?ee(o,t,e):u}
      ${i?Ee(i,t):u}
    </div>
  </li>`}function Me(s,t){return V(s,t?.url).map(({kind:e,lines:n})=>e==="list"?m`<ul>${n.map(i=>m`<li>${i}</li>`)}</ul>`:m`<p>${n.map((i,o)=>o?m`<br />${i}`:i)}</p>`)}function Ee(s,t){let e=xt(s.url);return m`<details class="source">
    <summary>${t.source}</summary>
    <p>${g(t.source_page,{title:s.title})}</p>
    <p>${g(t.source_section,{section:s.section??""})}</p>
    <p>${g(t.source_updated,{date:k(s.updated,t.language)})}</p>
    ${e?m`<p>
          <a href=${e} target="_blank" rel="noopener noreferrer">${t.source_link} ${t.new_tab}</a>
        </p>`:u}
  </details>`}var Re=3.4,Se=5,ke=8,Le=27,it=class{constructor(t,e,n,i){this.root=t;this.texts=e;this.memory=n;this.close=i;this.#t=new st(e,()=>this.draw()),gt(0,n),document.addEventListener("keydown",this.#b),addEventListener("beforeprint",()=>this.#w()),addEventListener("resize",()=>this.#o())}root;texts;memory;close;conversation;#t;#e=!1;#i=4;#n=0;draw(){Ht(this.#c(),this.root),this.#x(),this.#A()}#o(){let t=parseFloat(getComputedStyle(document.documentElement).fontSize);this.#i=Math.max(2,Math.floor((innerWidth/t-Se)/Re)),document.body.classList.toggle("cramped",innerHeight/t<Le),this.draw()}focus(){this.#o(),this.#s(matchMedia("(pointer: coarse)").matches?"#log":"#input")?.focus({preventScroll:!0})}#s(t){return this.root.querySelector(t)}#c(){let{texts:t,conversation:e}=this,n=e.pending?[...e.messages,e.pending]:e.messages;return m`<div class="top">
        <h1 class="hidden">${t.heading}</h1>
        <p>${g(t.notice,t.clinic)}</p>
        ${this.#r()}
      </div>
      <section id="log" tabindex="0" aria-label=${t.log}>
        <ol>
          ${et(n,(i,o)=>o,i=>ne(i,t,this.#i))}
        </ol>
        ${e.pending?u:this.#m()}
        <p class="waiting" role="status">${this.#u()}</p>
      </section>
      ${this.#a()}
      <div class="hidden" role="log">${e.announcements.map(i=>m`<p>${i}</p>`)}</div>
      ${Xt(t,this.#t,this.#_)} ${Yt(t)}
      ${te(t,()=>{this.conversation.erase().then(()=>this.focus())})}`}#r(){let{texts:t}=this,e=[[t.larger,()=>this.#$(1)],[t.smaller,()=>this.#$(-1)],[t.print,()=>print()],[t.save,()=>Qt(Jt(this.conversation.messages,t),t.file_name)],[t.delete,()=>this.#p("delete")]];return m`<div class="menu">
      <button
        id="menu"
        type="button"
        aria-expanded=${this.#e}
        aria-controls="menu-items"
        @click=${()=>this.#f(!this.#e)}
      >
        ${t.menu}
      </button>
      <ul id="menu-items" ?hidden=${!this.#e}>
        ${e.map(([n,i])=>m`<li><button type="button" @click=${i}>${n}</button></li>`)}
      </ul>
    </div>`}#m(){let{texts:t,conversation:e}=this,n=e.messages.findLastIndex(({from:o})=>o==="person"),i=e.messages.slice(n+1).flatMap(o=>o.buttons);return i.length?m`<p class="hidden" id="choices">${t.choices}</p>
      <ul class="choices" aria-labelledby="choices">
        ${i.map(({title:o,payload:r})=>m`<li><button type="button" @click=${()=>this.#y({payload:r})}>${o}</button></li>`)}
      </ul>`:u}#a(){let{texts:t}=this,{problem:e}=this.conversation;return m`<form class="composer" @submit=${this.#d}>
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
          @keydown=${this.#l}
          @input=${this.#g}
        ></textarea>
        <button class="first">${t.send}</button>
      </div>
      <div class="line others">
        <button type="button" class="plain" @click=${()=>this.#p("form")}>${t.form_open}</button>
        <button type="button" class="plain" @click=${()=>this.#p("human")}>${t.human}</button>
      </div>
    </form>`}#u(){let{waiting:t,messages:e}=this.conversation;return t==="long"?this.texts.waiting_long:t!=="shown"?"":e.length?this.texts.waiting:this.texts.starting}#l=t=>{t.key!=="Enter"||t.shiftKey||t.isComposing||(t.preventDefault(),this.#s(".composer")?.requestSubmit())};#d=t=>{t.preventDefault();let e=this.#s("#input"),n=e?.value.trim();!e||!n||this.conversation.pending||this.#h(n)&&(e.value="",this.#g(),this.conversation.say({text:n}))};#h(t){let e=this.texts.most_characters;return t.length<=e?!0:(this.conversation.complain(g(this.texts.too_long,{count:t.length,most:e})),!1)}#y(t){this.conversation.say(t),this.focus()}#v(t){t?.(),this.focus()}#_=t=>{let e=t.target;if(!this.#t.check(e))return t.preventDefault();let n=Gt(this.#t.rows,this.texts);if(this.conversation.pending||!this.#h(n))return t.preventDefault();this.#t.clear(),this.conversation.say({text:n})};#p(t){this.#f(!1),this.#s(`#${t}`)?.showModal()}#f(t){this.#e=t,this.draw()}#b=t=>{if(!(t.key!=="Escape"||this.root.querySelector("dialog[open]"))){if(!this.#e)return this.close();this.#f(!1),this.#s("#menu")?.focus()}};#$(t){gt(t,this.memory),this.#o()}#g=()=>{let t=this.#s("#input");t&&(t.rows=Math.min(4,t.value.split(`
`).length+Math.floor(t.value.length/40)))};#x(){let t=this.#s("#input"),{draft:e}=this.conversation;!t||!e||(this.conversation.draft="",t.value=[e,t.value].filter(Boolean).join(`
`),this.#g())}#A(){let{messages:t,pending:e}=this.conversation,n=t.length+(e?1:0);if(n===this.#n)return;this.#n=n;let i=this.#s("#log"),o=this.root.querySelectorAll("li.person"),r=o[o.length-1];if(!i||!r)return;let l=document.body.classList.contains("cramped"),a=l?document.documentElement:i,d=l?0:i.getBoundingClientRect().top;a.scrollTop+=r.getBoundingClientRect().top-d-ke}#w(){let t=[...this.root.querySelectorAll("details:not([open])")];t.forEach(e=>e.open=!0),addEventListener("afterprint",()=>t.forEach(e=>e.open=!1),{once:!0})}};function Pe(){try{return sessionStorage.removeItem("b2m-probe"),sessionStorage}catch{let s=new Map;return{getItem:t=>s.get(t)??null,setItem:(t,e)=>{s.set(t,e)},removeItem:t=>{s.delete(t)}}}}async function Ie(s){let t=new O,e=await t.texts();document.documentElement.lang=e.language;let n=Pe(),i=new K(()=>o.focus()),o=new it(s,e,n,()=>i.tell("b2m:close"));o.conversation=new z(t,e,n,()=>o.draw()),o.focus(),i.tell("b2m:ready"),await o.conversation.start()}var se=document.getElementById("app");se&&Ie(se);})();
