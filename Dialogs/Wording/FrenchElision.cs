using System.Text;

namespace AssistantBot.Dialogs.Wording;

/// <summary>"de Aubrelle" becomes "d'Aubrelle": names are put into templates that cannot know how they begin.</summary>
internal static class FrenchElision
{
    private const string Vowels = "aeiouyàâäéèêëîïôöùûüæœ";

    /// <summary>Shortens a final " de " when the value that follows begins with a vowel.</summary>
    public static void Apply(StringBuilder written, string value)
    {
        if (value.Length > 0 && Vowels.Contains(char.ToLowerInvariant(value[0]), StringComparison.Ordinal)
            && written.Length >= 4 && written.ToString(written.Length - 4, 4) is " de ")
            written.Remove(written.Length - 2, 2).Append('\'');
    }
}
