using System.Text;

namespace AssistantBot.Cards.Model;

/// <summary>Text that people wrote, made safe for a card.</summary>
public static class AdaptiveText
{
    /// <summary>Takes the meaning from Markdown and template characters, so that what a person wrote is shown as written and makes no link.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Longer texts are cut and end in an ellipsis.</param>
    public static string Escape(string? text, int maxLength = 1000)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length > maxLength)
            text = text[..(char.IsHighSurrogate(text[maxLength - 2]) ? maxLength - 2 : maxLength - 1)] + "…";
        var safe = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (character is '\\' or '[' or ']' or '*' or '_' or '`' or '<' or '>' or '#')
                safe.Append('\\');
            safe.Append(character);
            // A zero-width space breaks "{{DATE(...)}}", which hosts would otherwise evaluate.
            if (character is '{')
                safe.Append('\u200B');
        }

        return safe.ToString();
    }
}
