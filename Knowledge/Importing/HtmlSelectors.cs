using System.Buffers;
using AngleSharp.Dom;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Finds what a selector of a style sheet names, one step of it after another over the whole page: looking from each element back to all that
/// might stand before it takes time without end when a page is made for it.
/// </summary>
/// <param name="page">The page.</param>
internal sealed class HtmlSelectors(IParentNode page)
{
    // Elements looked at in all. Each step looks at every element of the page.
    private const int MostLooks = 30_000_000;

    private static readonly string[] Costly = [":nth", ":has", ":only", ":last", ":first-of", ":contains"];

    private static readonly SearchValues<char> Nested = SearchValues.Create("( >+~,");

    private readonly List<IElement> _all = [.. page.QuerySelectorAll("*")];
    private Dictionary<IElement, IElement>? _before;
    private int _looks;

    /// <summary>The elements, or null when the selector is of a kind that is not followed.</summary>
    /// <exception cref="ImportRefusedException">The page's style sheets have far more rules than they need.</exception>
    public IReadOnlyCollection<IElement>? Find(string selector)
    {
        HashSet<IElement>? found = null;
        foreach (var (combinator, compound) in Steps(selector))
        {
            if ((_looks += _all.Count) > MostLooks)
                throw new ImportRefusedException(0, "The page's style sheets have more rules than are followed: save the page without them.");
            if (!IsSimple(compound))
                return null;
            var matching = Matching(compound);
            found = found is null ? matching : Following(found, combinator, matching);
        }

        return found ?? [];
    }

    private HashSet<IElement> Matching(string compound)
    {
        try
        {
            return [.. page.QuerySelectorAll(compound)];
        }
        catch (DomException)
        {
            // What is no selector hides nothing.
            return [];
        }
    }

    private HashSet<IElement> Following(HashSet<IElement> from, char combinator, HashSet<IElement> matching)
    {
        if (combinator == '>')
            return [.. matching.Where(element => element.ParentElement is { } parent && from.Contains(parent))];
        if (combinator == '+')
            return [.. matching.Where(element => Before.TryGetValue(element, out var before) && from.Contains(before))];
        // In the order of the page, whatever an element stands in or behind has been looked at.
        var reached = new HashSet<IElement>();
        foreach (var element in _all)
        {
            var near = combinator == '~' ? Before.GetValueOrDefault(element) : element.ParentElement;
            if (near is not null && (from.Contains(near) || reached.Contains(near)))
                reached.Add(element);
        }

        matching.IntersectWith(reached);
        return matching;
    }

    private Dictionary<IElement, IElement> Before
    {
        get
        {
            if (_before is not null)
                return _before;
            _before = [];
            var last = new Dictionary<INode, IElement>();
            foreach (var element in _all.Where(element => element.Parent is not null))
            {
                if (last.TryGetValue(element.Parent!, out var before))
                    _before[element] = before;
                last[element.Parent!] = element;
            }

            return _before;
        }
    }

    // What counts brothers or looks into an element costs as much as there are; what is in brackets may be a selector again.
    private static bool IsSimple(string compound)
    {
        var open = compound.IndexOf('(', StringComparison.Ordinal);
        return !Costly.Any(kind => compound.Contains(kind, StringComparison.OrdinalIgnoreCase))
            && (open < 0 || compound.AsSpan(open + 1).IndexOfAny(Nested) < 0);
    }

    private static IEnumerable<(char Combinator, string Compound)> Steps(string selector)
    {
        var (combinator, start, depth, quote) = (' ', 0, 0, '\0');
        for (var index = 0; index <= selector.Length; index++)
        {
            var character = index < selector.Length ? selector[index] : ' ';
            if (quote != '\0')
                quote = character == quote ? '\0' : quote;
            else if (character is '"' or '\'')
                quote = character;
            else if (character is '(' or '[')
                depth++;
            else if (character is ')' or ']')
                depth--;
            else if (depth <= 0 && (char.IsWhiteSpace(character) || character is '>' or '+' or '~'))
            {
                if (index > start)
                {
                    yield return (combinator, selector[start..index]);
                    combinator = ' ';
                }

                if (!char.IsWhiteSpace(character))
                    combinator = character;
                start = index + 1;
                continue;
            }

            // An end that is still quoted or in brackets is no selector; the parser says so.
            if (index == selector.Length && index > start)
                yield return (combinator, selector[start..index]);
        }
    }
}
