using System.Collections.Frozen;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// The names of columns: those of the QnA Maker export (Question, Answer, Source, Metadata, SuggestedQuestions, IsContextOnly, Prompts, QnaId;
/// see https://github.com/james-flynn-ie/covid-bot/blob/main/data/QnAMaker/README.md) and the labels of our own Markdown, in both languages.
/// </summary>
internal static class TableColumns
{
    private static readonly FrozenDictionary<string, TableColumn> Names = new Dictionary<string, TableColumn>
    {
        ["question"] = TableColumn.Question,
        ["questions"] = TableColumn.Question,
        ["answer"] = TableColumn.Answer,
        ["reponse"] = TableColumn.Answer,
        ["alsoasked"] = TableColumn.AlsoAsked,
        ["alternatives"] = TableColumn.AlsoAsked,
        ["short"] = TableColumn.Short,
        ["reviewby"] = TableColumn.ReviewBy,
        ["qnaid"] = TableColumn.QnaId,
        ["metadata"] = TableColumn.Metadata,
        ["prompts"] = TableColumn.Prompts,
        ["iscontextonly"] = TableColumn.IsContextOnly,
        ["group"] = TableColumn.Groups,
        ["groups"] = TableColumn.Groups,
        ["groupe"] = TableColumn.Groups,
        ["groupes"] = TableColumn.Groups,
        ["category"] = TableColumn.Groups,
        ["categorie"] = TableColumn.Groups,
        ["rubrique"] = TableColumn.Groups,
        ["theme"] = TableColumn.Groups,
    }.ToFrozenDictionary();

    /// <summary>What a column of this name holds.</summary>
    public static TableColumn Find(string name)
    {
        name = name.Trim().Trim('*').TrimEnd(':').Trim();
        if (Names.TryGetValue(EntryLabels.Fold(name), out var column))
            return column;
        return !EntryLabels.TryGet(name, out var label) ? TableColumn.Unknown : label switch
        {
            EntryLabel.AlsoAsked => TableColumn.AlsoAsked,
            EntryLabel.Short => TableColumn.Short,
            EntryLabel.Audience => TableColumn.Audience,
            EntryLabel.Language => TableColumn.Language,
            EntryLabel.Owner => TableColumn.Owner,
            EntryLabel.ReviewBy => TableColumn.ReviewBy,
            EntryLabel.Contact => TableColumn.Contact,
            EntryLabel.Link => TableColumn.Link,
            EntryLabel.Source => TableColumn.Source,
            _ => TableColumn.Id,
        };
    }
}
