using System.Globalization;

namespace AssistantBot.Triage.Text;

/// <summary>
/// A message as triage reads it: folded words with their places, sentences, and what punctuation and emoji add.
/// Contractions and common shorthand are written out, so that "can't", "cannot" and "cant" are the same words.
/// </summary>
internal sealed class MessageText
{
    private MessageText(string original, string folded, MessageToken[] tokens, int sentences)
    {
        Original = original;
        Folded = folded;
        Tokens = tokens;
        Sentences = sentences;
    }

    /// <summary>The message as written.</summary>
    public string Original { get; }

    /// <summary>All folded words, separated by one space.</summary>
    public string Folded { get; }

    /// <summary>The words in order.</summary>
    public MessageToken[] Tokens { get; }

    /// <summary>How many sentences hold words.</summary>
    public int Sentences { get; }

    /// <summary>How many question marks.</summary>
    public int QuestionMarks { get; private init; }

    /// <summary>How many exclamation marks.</summary>
    public int Exclamations { get; private init; }

    /// <summary>How many ellipses.</summary>
    public int Ellipses { get; private init; }

    /// <summary>How many words of four or more letters are written in capitals.</summary>
    public int Shouted { get; private init; }

    /// <summary>Emoji and emoticons that are neither sad nor angry.</summary>
    public int OtherEmoji { get; private init; }

    /// <summary>Sad emoji and emoticons.</summary>
    public int SadEmoji { get; private init; }

    /// <summary>Angry emoji.</summary>
    public int AngryEmoji { get; private init; }

    /// <summary>The folded form of a word.</summary>
    public ReadOnlySpan<char> Word(int token) => Folded.AsSpan(Tokens[token].Start, Tokens[token].Length);

    /// <summary>The folded form of consecutive words.</summary>
    public ReadOnlySpan<char> Words(int first, int count)
    {
        var start = Tokens[first].Start;
        var last = Tokens[first + count - 1];
        return Folded.AsSpan(start, last.Start + last.Length - start);
    }

    /// <summary>Consecutive words as the person wrote them.</summary>
    public string Quote(int first, int count) =>
        Original[Tokens[first].OriginalStart..Tokens[first + count - 1].OriginalEnd];

    /// <summary>Consecutive words as the person wrote them, with what an apostrophe or a hyphen joins to them ("n'arrive", "can't").</summary>
    public string QuoteWhole(int first, int count)
    {
        var start = Tokens[first].OriginalStart;
        var end = Tokens[first + count - 1].OriginalEnd;
        while (start > 0 && IsInside(start))
            start--;
        while (end < Original.Length && IsInside(end))
            end++;
        return Original[start..end];
    }

    /// <summary>Reads a message. Any string is accepted; of a very long one the beginning and the end are read.</summary>
    public static MessageText Read(string? text)
    {
        text ??= string.Empty;
        return new MessageReader(text).Read();
    }

    /// <summary>The folded words of a phrase, as a dictionary key.</summary>
    public static string Fold(string phrase) => Read(phrase).Folded;

    internal static MessageText Create(MessageReader reader, string folded) =>
        new(reader.Source, folded, [.. reader.Tokens], reader.Sentence + (reader.SentenceHasWords ? 1 : 0))
        {
            QuestionMarks = reader.QuestionMarks,
            Exclamations = reader.Exclamations,
            Ellipses = reader.Ellipses,
            Shouted = reader.Shouted,
            OtherEmoji = reader.OtherEmoji,
            SadEmoji = reader.SadEmoji,
            AngryEmoji = reader.AngryEmoji,
        };

    /// <summary>The sentence that a token is in, as a token range.</summary>
    public IEnumerable<(int First, int Count)> SentenceRanges()
    {
        var first = 0;
        for (var i = 1; i <= Tokens.Length; i++)
        {
            if (i == Tokens.Length || Tokens[i].Sentence != Tokens[first].Sentence)
            {
                yield return (first, i - first);
                first = i;
            }
        }
    }

    // True when the place is in the middle of what reads as one word.
    private bool IsInside(int at) =>
        IsLetterAt(at - 1) && (IsLetterAt(at) || (IsJoinAt(at) && IsLetterAt(at + 1)))
        || IsJoinAt(at - 1) && IsLetterAt(at) && IsLetterAt(at - 2);

    private bool IsLetterAt(int at) => at >= 0 && at < Original.Length && char.IsLetterOrDigit(Original[at]);

    private bool IsJoinAt(int at) => at >= 0 && at < Original.Length && Original[at] is '\'' or '’' or 'ʼ' or '-';

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Folded} ({Sentences} sentences)");
}
