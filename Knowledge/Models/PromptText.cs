using System.Reflection;
using System.Text;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Models;

/// <summary>What becomes of texts before they go into a prompt.</summary>
public static class PromptText
{
    /// <summary>What a person or the bot said: nothing unseen, no identifier of a person, no longer than <paramref name="longest"/>.</summary>
    public static string Said(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Masked whole and then cut: half a number would not be recognised as one. Far more than is kept is not looked at.
        return Cut(PersonalIdentifiers.Mask(Cut(HiddenText.Remove(text), longest * 4)), longest);
    }

    /// <summary>What the organisation wrote: nothing unseen, no longer than <paramref name="longest"/>.</summary>
    public static string Written(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Cut(HiddenText.Remove(text), longest);
    }

    /// <summary>The rules of a prompt file embedded as <c>prompts/VERSION.txt</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Rules(Assembly assembly, string version)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream($"prompts/{version}.txt")
            ?? throw new InvalidOperationException($"The prompt {version} is not in the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }

    /// <summary>The first characters of a text; one that is written as a pair is not halved, which a database would refuse.</summary>
    public static string Cut(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
