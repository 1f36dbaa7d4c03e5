using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AssistantBot.Knowledge.Importing;

/// <summary>The lists of a Word document: how deep a paragraph stands in one, and whether it is numbered.</summary>
internal sealed class WordLists(MainDocumentPart main)
{
    private readonly Dictionary<int, int?> _lists = (main.NumberingDefinitionsPart?.Numbering?.Elements<NumberingInstance>() ?? [])
        .Where(instance => instance.NumberID?.Value is not null).GroupBy(instance => instance.NumberID!.Value).ToDictionary(group => group.Key, group => group.First().AbstractNumId?.Val?.Value);

    private readonly Dictionary<int, AbstractNum> _listKinds = (main.NumberingDefinitionsPart?.Numbering?.Elements<AbstractNum>() ?? [])
        .Where(kind => kind.AbstractNumberId?.Value is not null).GroupBy(kind => kind.AbstractNumberId!.Value).ToDictionary(group => group.Key, group => group.First());

    private readonly Dictionary<(int List, int Depth), bool> _ordered = [];

    /// <summary>Where a paragraph stands; null when it is in no list.</summary>
    public (int Depth, bool Ordered)? Find(Paragraph paragraph)
    {
        if (paragraph.ParagraphProperties?.NumberingProperties is not { NumberingId.Val.Value: > 0 and var id } numbering)
            return null;
        var depth = numbering.NumberingLevelReference?.Val?.Value ?? 0;
        return (depth, _ordered.TryGetValue((id, depth), out var known) ? known : _ordered[(id, depth)] = IsOrdered(id, depth));
    }

    private bool IsOrdered(int id, int depth)
    {
        var format = (_lists.GetValueOrDefault(id) is { } kind ? _listKinds.GetValueOrDefault(kind) : null)
            ?.Elements<Level>().FirstOrDefault(candidate => candidate.LevelIndex?.Value == depth)?.NumberingFormat?.Val;
        return format is not null && format.Value != NumberFormatValues.Bullet && format.Value != NumberFormatValues.None;
    }
}
