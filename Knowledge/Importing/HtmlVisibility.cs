using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// What a reader of a page does not see: hidden by attributes, by styles of its own or by the page's style sheets. Nothing is fetched or laid
/// out: rules for some screens count too, since what not everybody sees is nobody's answer.
/// </summary>
internal sealed partial class HtmlVisibility
{
    private readonly HashSet<IElement> _hidden = [];
    private readonly HashSet<IElement> _white = [];
    private readonly HashSet<IElement> _grounds = [];

    // What an element stands on: it is asked for each one that stands in it.
    private readonly Dictionary<IElement, bool> _onGround = [];

    /// <summary>Reads the style sheets that stand in the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="onUnread">Called once when a rule that may hide something is of a kind that is not followed.</param>
    public HtmlVisibility(IParentNode page, Action onUnread)
    {
        var selectors = new HtmlSelectors(page);
        var isUnread = false;
        foreach (var (names, declarations) in page.QuerySelectorAll("style").SelectMany(style => Rules(Comment().Replace(style.TextContent, ""))))
        {
            var (hides, whitens, grounds) = (Hiding().IsMatch(declarations), White().IsMatch(declarations), Ground().IsMatch(declarations));
            if (!hides && !whitens && !grounds)
                continue;
            // What is drawn before or after an element is not the element.
            foreach (var selector in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(selector => !selector.Contains("::", StringComparison.Ordinal)))
            {
                if (selectors.Find(selector) is not { } found)
                {
                    isUnread |= hides || whitens;
                    continue;
                }

                if (hides)
                    _hidden.UnionWith(found);
                if (whitens)
                    _white.UnionWith(found);
                if (grounds)
                    _grounds.UnionWith(found);
            }
        }

        if (isUnread)
            onUnread();
    }

    /// <summary>True when the element itself is hidden; what stands in it is hidden with it.</summary>
    public bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" || _hidden.Contains(element))
            return true;
        var style = element.GetAttribute("style") ?? "";
        if (Hiding().IsMatch(style) || (element.LocalName == "font" && element.GetAttribute("size") == "0"))
            return true;
        var isWhite = _white.Contains(element) || White().IsMatch(style)
            || (element.LocalName == "font" && element.GetAttribute("color") is { } color && White().IsMatch($"color:{color}"));
        return isWhite && !HasGround(element);
    }

    // White on a ground of its own is meant to be read.
    private bool HasGround(IElement element)
    {
        var way = new List<IElement>();
        var answer = false;
        for (var at = element; at is not null; at = at.ParentElement)
        {
            if (_onGround.TryGetValue(at, out answer))
                break;
            way.Add(at);
            answer = _grounds.Contains(at) || Ground().IsMatch(at.GetAttribute("style") ?? "") || (at.GetAttribute("bgcolor") is { } color && Ground().IsMatch($"background:{color}"));
            if (answer)
                break;
        }

        foreach (var passed in way)
            _onGround[passed] = answer;
        return answer;
    }

    // Rules inside others, as for some screens, count like those outside.
    private static IEnumerable<(string Selectors, string Declarations)> Rules(string sheet)
    {
        var start = 0;
        while (sheet.AsSpan(start).IndexOfAny("{};") is >= 0 and var ahead)
        {
            var at = start + ahead;
            if (sheet[at] != '{')
            {
                start = at + 1;
                continue;
            }

            var length = sheet.AsSpan(at + 1).IndexOfAny('{', '}');
            if (length < 0)
                yield break;
            if (sheet[at + 1 + length] == '}')
                yield return (sheet[start..at], sheet.Substring(at + 1, length));
            start = at + 1 + (sheet[at + 1 + length] == '}' ? length + 1 : 0);
        }
    }

    [GeneratedRegex(@"/\*.*?(?:\*/|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*(?:\.0\d*)?%?\s*(?:;|!|$)"
        + @"|font-size\s*:\s*0*[01]?(?:\.\d*)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?<!-)color\s*:\s*(?:transparent\b|rgba\([^);]*,\s*0\s*\))"
        + @"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
        + @"|transform\s*:\s*[^;]{0,80}scale\(\s*0(?:\.0\d*)?\s*[,)]|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hiding();

    [GeneratedRegex(
        @"(?:^|;)\s*color\s*:\s*(?:white\b|#(?:f[8-f]){3}(?:[0-9a-f]{2})?\b|#fff[0-9a-f]?\b|rgba?\(\s*2(?:4[89]|5\d)[\s,]+2(?:4[89]|5\d)[\s,]+2(?:4[89]|5\d)"
        + @"|hsla?\(\s*[^\s,);]{1,20}[\s,]+[\d.]+%[\s,]+(?:9[89]|100)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex White();

    [GeneratedRegex(
        @"(?:^|;)\s*background(?:-color|-image)?\s*:\s*(?!(?:white|none|transparent|inherit|initial|unset|#(?:f[8-f]){3}|#fff\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)\b)\S",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ground();
}
