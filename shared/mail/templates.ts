/** Bodies of a notice. Mustache escapes `{{ }}` in HTML; the text body is rendered without escaping. */
export const textTemplate = `{{#intended}}
[Environnement de test : ce message était destiné à {{intended}}]

{{/intended}}
{{title}}

Dossier : {{reference}}
Commune : {{commune}}
Date de l'acte ou du fait : {{actDate}}
Transmis par : {{sender}}
{{#facts}}
{{label}} : {{value}}
{{/facts}}

Ce qui est attendu : {{expected}}
Référence juridique : {{source}}

Ouvrir le dossier : {{link}}

Avis n° {{noticeId}}. Un avis reçu deux fois porte le même numéro.
`;

export const htmlTemplate = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>{{subject}}</title></head>
<body style="margin:0;padding:24px;background:#f6f6f6;color:#161616;font:16px/1.5 Arial,sans-serif">
<div style="max-width:640px;margin:0 auto;background:#fff;border-top:4px solid #000091;padding:24px">
{{#intended}}<p style="background:#fff4cf;padding:8px 12px;margin:0 0 16px">Environnement de test : ce message était destiné à <strong>{{intended}}</strong></p>{{/intended}}
<h1 style="font-size:22px;margin:0 0 16px">{{title}}</h1>
<table style="border-collapse:collapse;width:100%;margin:0 0 16px">
<tr><th scope="row" style="text-align:left;padding:4px 12px 4px 0;vertical-align:top;width:40%">Dossier</th><td style="padding:4px 0"><strong>{{reference}}</strong></td></tr>
<tr><th scope="row" style="text-align:left;padding:4px 12px 4px 0;vertical-align:top">Commune</th><td style="padding:4px 0">{{commune}}</td></tr>
<tr><th scope="row" style="text-align:left;padding:4px 12px 4px 0;vertical-align:top">Date de l'acte ou du fait</th><td style="padding:4px 0">{{actDate}}</td></tr>
<tr><th scope="row" style="text-align:left;padding:4px 12px 4px 0;vertical-align:top">Transmis par</th><td style="padding:4px 0">{{sender}}</td></tr>
{{#facts}}
<tr><th scope="row" style="text-align:left;padding:4px 12px 4px 0;vertical-align:top">{{label}}</th><td style="padding:4px 0">{{value}}</td></tr>
{{/facts}}
</table>
<p><strong>Ce qui est attendu :</strong> {{expected}}</p>
<p style="margin:24px 0"><a href="{{link}}" style="background:#000091;color:#fff;padding:10px 16px;text-decoration:none">Ouvrir le dossier {{reference}}</a></p>
<p style="color:#555;font-size:13px">{{source}}<br>Avis n° {{noticeId}}. Un avis reçu deux fois porte le même numéro.</p>
</div>
</body>
</html>
`;
