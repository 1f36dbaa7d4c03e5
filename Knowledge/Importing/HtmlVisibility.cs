using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// What a reader of a page does not see: hidden by attributes, by styles of its own or by the page's style sheets. Nothing is fetched or laid
/// out: rules for some screens count too, since what not everybody sees is nobody's answer.
/// </summary>
internal sealed partial class HtmlVisibility
{
    private const int MostRules = 2_000;

    private readonly HashSet<IElement> _hidden = [];
    private readonly HashSet<IElement> _white = [];
    private readonly HashSet<IElement> _grounds = [];

    /// <summary>Reads the style sheets that stand in the page.</summary>
    public HtmlVisibility(IParentNode page)
    {
        foreach (var rule in page.QuerySelectorAll("style").SelectMany(style => Rule().Matches(Comment().Replace(style.TextContent, ""))).Take(MostRules))
        {
            var declarations = rule.Groups[2].Value;
            var (hides, whitens, grounds) = (Hiding().IsMatch(declarations), White().IsMatch(declarations), Ground().IsMatch(declarations));
            if (!hides && !whitens && !grounds)
                continue;
            foreach (var element in Select(page, rule.Groups[1].Value))
            {
                if (hides)
                    _hidden.Add(element);
                if (whitens)
                    _white.Add(element);
                if (grounds)
                    _grounds.Add(element);
            }
        }
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
        for (var at = element; at is not null; at = at.ParentElement)
        {
            if (_grounds.Contains(at) || Ground().IsMatch(at.GetAttribute("style") ?? "") || (at.GetAttribute("bgcolor") is { } color && Ground().IsMatch($"background:{color}")))
                return true;
        }

        return false;
    }

    private static IEnumerable<IElement> Select(IParentNode page, string selectors)
    {
        // What is drawn before or after an element is not the element.
        foreach (var selector in selectors.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(selector => !selector.Contains("::", StringComparison.Ordinal)))
        {
            IHtmlCollection<IElement>? found = null;
            try
            {
                found = page.QuerySelectorAll(selector);
            }
            catch (DomException)
            {
                // A selector that is none hides nothing.
            }

            foreach (var element in found ?? Enumerable.Empty<IElement>())
                yield return element;
        }
    }

    [GeneratedRegex(@"/\*.*?(?:\*/|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"([^{};]{1,500})\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

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
