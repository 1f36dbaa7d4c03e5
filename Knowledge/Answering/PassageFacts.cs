using System.Runtime.CompilerServices;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Answering;

/// <summary>
/// What an entry says that an answer may repeat. Worked out once for each entry: a base's questions bring up the same few again and again.
/// </summary>
internal sealed class PassageFacts
{
    // Goes with its entry, when the base is published anew.
    private static readonly ConditionalWeakTable<KnowledgeEntry, PassageFacts> All = [];

    private PassageFacts(KnowledgeEntry entry)
    {
        var text = TextOf(entry);
        var figures = Answering.Figures.In(text).ToHashSet(StringComparer.Ordinal);
        figures.UnionWith(Words.In(text).Select(Answering.Figures.ValueOf).OfType<string>());
        Figures = figures;
        Measures = [.. Measure.In(text)];
        Calendar = CalendarWords.In(text, verbs: true).ToHashSet(StringComparer.Ordinal);
        Addresses = Answering.Addresses.In(text).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Its figures, also those written as words.</summary>
    public IReadOnlySet<string> Figures { get; }

    /// <summary>Its figures with what they count.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>The months and days of the week that it names.</summary>
    public IReadOnlySet<string> Calendar { get; }

    /// <summary>Where it leads.</summary>
    public IReadOnlySet<string> Addresses { get; }

    /// <summary>The facts of an entry.</summary>
    public static PassageFacts Of(KnowledgeEntry entry) => All.GetValue(entry, static each => new PassageFacts(each));

    /// <summary>Everything of an entry that an answer may repeat, as one text.</summary>
    public static string TextOf(KnowledgeEntry entry) => string.Join('\n', entry.Question, entry.Short, entry.Answer, entry.Contact, entry.Link);
}
