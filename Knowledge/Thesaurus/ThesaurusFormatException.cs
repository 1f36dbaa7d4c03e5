namespace AssistantBot.Knowledge.Thesaurus;

/// <summary>A thesaurus file that cannot be used. The message gives file, line and reason.</summary>
public sealed class ThesaurusFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ThesaurusFormatException()
    {
    }

    /// <summary>Creates the exception with a message that gives file, line and reason.</summary>
    public ThesaurusFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ThesaurusFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
