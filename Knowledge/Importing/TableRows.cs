using System.Text;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Cuts a table into rows and cells as RFC 4180 says: quotes hold separators and line breaks, two quotes stand for one.</summary>
internal static class TableRows
{
    private const int LongestCell = 100_000;
    private const int MostCells = 1_000;

    /// <summary>The separator of the first line: a spreadsheet in French writes semicolons.</summary>
    public static char Separator(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        return first.Count(character => character == ';') > first.Count(character => character == ',') ? ';' : ',';
    }

    /// <summary>The rows.</summary>
    /// <exception cref="ImportRefusedException">A quote is never closed, or a cell is too long.</exception>
    public static IEnumerable<TableRow> Read(string text, char separator)
    {
        var cell = new StringBuilder();
        var row = new TableRow(1, []);
        var line = 1;
        var opened = 0;
        var atStart = true;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (opened > 0)
            {
                if (character == '"' && index + 1 < text.Length && text[index + 1] == '"')
                    cell.Append(text[++index]);
                else if (character == '"')
                    opened = 0;
                else
                    cell.Append(character);
                line += character == '\n' ? 1 : 0;
                if (cell.Length > LongestCell)
                    throw new ImportRefusedException(opened, "The quoted cell that begins here never ends, or is far too long.");
            }
            else if (character == '"' && atStart && IsQuoted(text, index, separator))
            {
                opened = line;
                atStart = false;
            }
            else if (character == separator)
            {
                if (row.Cells.Count == MostCells)
                    throw new ImportRefusedException(line, $"A row has more than {MostCells:N0} cells.");
                row.Cells.Add(cell.ToString());
                cell.Clear();
                atStart = true;
            }
            else if (character == '\n')
            {
                row.Cells.Add(cell.ToString());
                cell.Clear();
                yield return row;
                row = new TableRow(++line, []);
                atStart = true;
            }
            else
            {
                cell.Append(character);
                atStart = false;
                if (cell.Length > LongestCell)
                    throw new ImportRefusedException(line, $"A cell has more than {LongestCell:N0} characters.");
            }
        }

        if (opened > 0)
            throw new ImportRefusedException(opened, "The quoted cell that begins here never ends.");
        if (cell.Length > 0 || row.Cells.Count > 0)
        {
            row.Cells.Add(cell.ToString());
            yield return row;
        }
    }

    // In a tabbed file a cell may begin with a quotation that is not the cell's: « "Yes" means no ».
    private static bool IsQuoted(string text, int start, char separator)
    {
        if (separator != '\t')
            return true;
        for (var index = start + 1; index < text.Length; index++)
        {
            if (text[index] != '"')
                continue;
            if (index + 1 < text.Length && text[index + 1] == '"')
                index++;
            else
                return index + 1 == text.Length || text[index + 1] == separator || text[index + 1] == '\n';
        }

        return false;
    }
}
