using System.Text;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Importing;

/// <summary>The Markdown a file of another kind becomes, line by line with the place each line comes from.</summary>
/// <param name="path">Path of the file, relative to the loaded folder.</param>
internal sealed class ImportedDocument(string path)
{
    private const int DeepestHeading = 6;
    private const int MostProblems = 200;
    private const int WidestTable = 100;

    private readonly StringBuilder _text = new();
    private readonly List<int> _places = [];
    private readonly List<KnowledgeProblem> _problems = [];
    private bool _inList;

    /// <summary>Path of the file.</summary>
    public string Path => path;

    /// <summary>True when text below a heading that has further headings below it is an entry too, as in a document written to be read.</summary>
    public bool IsProse { get; set; }

    /// <summary>Says what an author should look at.</summary>
    public void Warn(int place, string reason) => Add(place, KnowledgeProblemSeverity.Warning, reason);

    /// <summary>Says what refuses the file.</summary>
    public void Refuse(int place, string reason) => Add(place, KnowledgeProblemSeverity.Error, reason);

    /// <summary>Adds a heading.</summary>
    /// <param name="level">From 1; deeper ones than Markdown has are drawn together.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="place">Where it stands.</param>
    public void Heading(int level, string text, int place)
    {
        EndList();
        Line($"{new string('#', Math.Clamp(level, 1, DeepestHeading))} {MarkdownText.EscapeHeading(text)}", place);
    }

    /// <summary>Adds lines as they are.</summary>
    public void Markdown(string lines, int place)
    {
        foreach (var line in lines.ReplaceLineEndings("\n").Split('\n'))
            Line(line, place);
    }

    /// <summary>Adds a paragraph.</summary>
    /// <param name="markdown">Inline Markdown, escaped where it must be.</param>
    /// <param name="place">Where it stands.</param>
    public void Paragraph(string markdown, int place)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return;
        EndList();
        Markdown(MarkdownText.EscapeStart(markdown.Trim()), place);
        Line("", place);
    }

    /// <summary>Adds an item of a list.</summary>
    public void Item(int depth, string mark, string markdown, int place)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return;
        _inList = true;
        Line($"{new string(' ', Math.Clamp(depth, 0, 4) * 4)}{mark} {markdown.Trim().ReplaceLineEndings(" ")}", place);
    }

    /// <summary>Adds a table. One whose first row names questions and answers is read as entries.</summary>
    /// <param name="rows">Cells as inline Markdown, and where each row stands.</param>
    /// <param name="level">Level of the headings that entries of such a table get.</param>
    public void Table(IReadOnlyList<(IReadOnlyList<string> Cells, int Place)> rows, int level)
    {
        if (rows.Count == 0)
            return;
        EndList();
        var header = rows[0].Cells.Select(TableColumns.Find).ToList();
        var (question, answer) = (header.IndexOf(TableColumn.Question), header.IndexOf(TableColumn.Answer));
        if (question >= 0 && answer >= 0)
        {
            foreach (var (cells, place) in rows.Skip(1).Where(row => row.Cells.Count > Math.Max(question, answer)))
            {
                Line($"{new string('#', Math.Clamp(level, 1, DeepestHeading))} {cells[question].ReplaceLineEndings(" ").Trim()}", place);
                Paragraph(cells[answer], place);
            }

            return;
        }

        var width = rows.Max(row => row.Cells.Count);
        if (width > WidestTable)
            throw new ImportRefusedException(rows[0].Place, $"A table has {width:N0} columns; at most {WidestTable} are read.");
        if (width == 1)
        {
            foreach (var (cells, place) in rows)
                Paragraph(cells[0], place);
            return;
        }

        for (var index = 0; index < rows.Count; index++)
        {
            var cells = rows[index].Cells.Select(cell => cell.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Trim());
            Line("| " + string.Join(" | ", cells.Concat(Enumerable.Repeat("", width)).Take(width)) + " |", rows[index].Place);
            if (index == 0)
                Line("|" + string.Concat(Enumerable.Repeat(" --- |", width)), rows[index].Place);
        }

        Line("", rows[^1].Place);
    }

    /// <summary>Reads the Markdown and moves every problem to its place in the original.</summary>
    public KnowledgeFileResult Parse()
    {
        var parsed = KnowledgeFile.Parse(path, _text.ToString(), IsProse);
        return new KnowledgeFileResult(
            parsed.File,
            [.. parsed.Loaded.Select(loaded => loaded with { Line = PlaceOf(loaded.Line) })],
            [.. _problems.Concat(parsed.Problems.Select(problem => problem with { Line = PlaceOf(problem.Line) })).Distinct().OrderBy(problem => problem.Line)]);
    }

    private int PlaceOf(int line) => line < 1 || _places.Count == 0 ? 0 : _places[Math.Min(line, _places.Count) - 1];

    // A file with one fault on every line is as refused by the first of them.
    private void Add(int place, KnowledgeProblemSeverity severity, string reason)
    {
        if (_problems.Count(problem => problem.Severity == severity) < MostProblems)
            _problems.Add(new KnowledgeProblem(path.Replace('\\', '/'), place, severity, reason));
    }

    private void EndList()
    {
        if (_inList)
            Line("", _places[^1]);
        _inList = false;
    }

    private void Line(string line, int place)
    {
        _text.Append(line).Append('\n');
        _places.Add(place);
    }
}
