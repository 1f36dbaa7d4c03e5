namespace AssistantBot.Knowledge.Answering;

/// <summary>Finds how much of a text still being written can be judged.</summary>
internal static class SafePrefix
{
    /// <summary>
    /// The text up to its last blank that stands in no open bracket, tag or code and follows no digit: what comes next cannot change its meaning.
    /// </summary>
    public static string Of(string text)
    {
        var brackets = 0;
        var parentheses = 0;
        var tag = false;
        var code = false;
        var safe = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '`')
                code = !code;
            else if (character == '[')
                brackets++;
            else if (character == ']')
                brackets = Math.Max(0, brackets - 1);
            else if (character == '(')
                parentheses++;
            else if (character == ')')
                parentheses = Math.Max(0, parentheses - 1);
            else if (character == '<')
                tag = true;
            else if (character == '>')
                tag = false;
            else if (char.IsWhiteSpace(character) && brackets == 0 && parentheses == 0 && !tag && !code && (i == 0 || !char.IsDigit(text[i - 1])))
                safe = i;
        }

        return text[..safe];
    }
}
