namespace AssistantBot.Triage;

/// <summary>A file of examples, concepts or patterns cannot be read; says file, line and reason.</summary>
public sealed class TriageDataException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="reason">What is wrong with it.</param>
    public TriageDataException(string file, int line, string reason)
        : base($"{file}({line}): {reason}")
    {
        File = file;
        Line = line;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
