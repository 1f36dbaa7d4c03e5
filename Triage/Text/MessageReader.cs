using System.Text;

namespace AssistantBot.Triage.Text;

/// <summary>Reads characters into the words of a <see cref="MessageText"/>.</summary>
internal sealed class MessageReader(string source)
{
    private const int HeadLength = 3000;
    private const int TailLength = 1000;
    private const int LongestWord = 40;

    private readonly StringBuilder _folded = new(Math.Min(source.Length, HeadLength + TailLength) + 16);
    private readonly StringBuilder _word = new(24);
    private int _wordStart;
    private int _capitals;
    private int _letters;

    public string Source => source;

    public List<MessageToken> Tokens { get; } = new(32);

    public int Sentence { get; private set; }

    public bool SentenceHasWords { get; private set; }

    public int QuestionMarks { get; private set; }

    public int Exclamations { get; private set; }

    public int Ellipses { get; private set; }

    public int Shouted { get; private set; }

    public int OtherEmoji { get; private set; }

    public int SadEmoji { get; private set; }

    public int AngryEmoji { get; private set; }

    public MessageText Read()
    {
        if (source.Length <= HeadLength + TailLength)
        {
            ReadRange(0, source.Length);
        }
        else
        {
            ReadRange(0, HeadLength);
            EndSentence();
            ReadRange(source.Length - TailLength, source.Length);
        }

        return MessageText.Create(this, _folded.ToString());
    }

    private void ReadRange(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var c = source[i];
            var folded = Folding.Fold(c);
            if (folded.Length > 0)
            {
                Append(c, folded, i);
            }
            else if (IsApostrophe(c) && _word.Length > 0 && i + 1 < end && char.IsLetter(source[i + 1]))
            {
                i = ReadApostrophe(i, end);
            }
            else if (!char.IsBetween(c, '\u0300', '\u036F') && c != '\u00AD' && c != '\u200B' && c != '\u200D')
            {
                EndWord(i);
                i += ReadMark(c, i, end);
            }
        }

        EndWord(end);
    }

    private static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ' or '`' or '´' or '‘';

    private void Append(char c, string folded, int at)
    {
        if (_word.Length == 0)
        {
            _wordStart = at;
        }

        if (_word.Length < LongestWord)
        {
            _word.Append(folded);
        }

        _letters += char.IsLetter(c) ? 1 : 0;
        _capitals += char.IsUpper(c) ? 1 : 0;
    }

    /// <summary>French elisions end a word; English contractions are written out.</summary>
    private int ReadApostrophe(int at, int end)
    {
        Span<char> word = stackalloc char[LongestWord + 2];
        var length = Math.Min(_word.Length, word.Length);
        _word.CopyTo(0, word, length);
        if (Shorthand.IsElision(word[..length]))
        {
            EndWord(at);
            return at;
        }

        var stop = at + 1;
        while (stop < end && char.IsLetter(source[stop]))
        {
            stop++;
        }

        var rest = source.AsSpan(at + 1, stop - at - 1);
        var expansion = rest switch
        {
            "t" or "T" when _word[^1] == 'n' => "not",
            "m" or "M" => "am",
            "re" or "RE" => "are",
            "ve" or "VE" => "have",
            "ll" or "LL" => "will",
            "d" or "D" => "would",
            "s" or "S" => Shorthand.TakesIs(word[..length]) ? "is" : "s",
            _ => null,
        };
        if (expansion is null)
        {
            EndWord(at);
            return at;
        }

        if (expansion == "not")
        {
            _word.Length--;
            var stem = _word.ToString();
            _word.Clear().Append(stem switch { "ca" => "can", "wo" => "will", "sha" => "shall", "ai" => "is", _ => stem });
        }

        EndWord(stop);
        Add(expansion, at, stop);
        return stop - 1;
    }

    private int ReadMark(char c, int at, int end)
    {
        switch (c)
        {
            case '?':
                QuestionMarks++;
                EndSentence();
                return 0;
            case '!':
                Exclamations++;
                EndSentence();
                return 0;
            case '…':
                Ellipses++;
                EndSentence();
                return 0;
            case '\n' or ';':
                EndSentence();
                return 0;
            case '.':
                return ReadDots(at, end);
            case ':' or '=' when at + 1 < end:
                return ReadEmoticon(at, end);
            default:
                return char.IsHighSurrogate(c) || c is >= '\u2600' and <= '\u27BF' ? ReadEmoji(at, end) : 0;
        }
    }

    private int ReadDots(int at, int end)
    {
        var stop = at;
        while (stop < end && source[stop] == '.')
        {
            stop++;
        }

        Ellipses += stop - at > 1 ? 1 : 0;
        if (stop - at > 1 || stop == end || char.IsWhiteSpace(source[stop]))
        {
            EndSentence();
        }

        return stop - at - 1;
    }

    private int ReadEmoticon(int at, int end)
    {
        var next = at + 1;
        if (source[next] is '-' or '\'' && next + 1 < end)
        {
            next++;
        }

        switch (source[next])
        {
            case ')' or 'D' or 'P' or 'p':
                OtherEmoji++;
                return next - at;
            case '(' or '/' or '[':
                if (source[next] == '/' && next + 1 < end && source[next + 1] == '/')
                {
                    return 0;
                }

                SadEmoji++;
                return next - at;
            default:
                return 0;
        }
    }

    private int ReadEmoji(int at, int end)
    {
        if (!Rune.TryGetRuneAt(source, at, out var rune) || at + rune.Utf16SequenceLength > end)
        {
            return 0;
        }

        switch (rune.Value)
        {
            case 0x1F622 or 0x1F62D or 0x1F614 or 0x1F61E or 0x1F625 or 0x1F630 or 0x1F628 or 0x1F631 or 0x1F613
                or 0x1F97A or 0x1F494 or 0x1F61F or 0x1F62B or 0x1F629 or 0x2639:
                SadEmoji++;
                break;
            case 0x1F620 or 0x1F621 or 0x1F92C or 0x1F624:
                AngryEmoji++;
                break;
            case 0xFE0F:
                break;
            default:
                OtherEmoji++;
                break;
        }

        return rune.Utf16SequenceLength - 1;
    }

    private void EndSentence()
    {
        if (SentenceHasWords)
        {
            Sentence++;
            SentenceHasWords = false;
        }
    }

    private void EndWord(int at)
    {
        if (_word.Length > 0)
        {
            Shouted += _letters >= 4 && _capitals == _letters ? 1 : 0;
            ShortenRuns();
            Span<char> word = stackalloc char[_word.Length];
            _word.CopyTo(0, word, _word.Length);
            _word.Clear();
            if (Shorthand.Expand(word) is { } words)
            {
                foreach (var part in words.AsSpan().Split(' '))
                {
                    Add(words.AsSpan(part), _wordStart, at);
                }
            }
            else
            {
                Add(word, _wordStart, at);
            }
        }

        _letters = 0;
        _capitals = 0;
    }

    /// <summary>"merciiii" is "merci": three or more of a letter count as one.</summary>
    private void ShortenRuns()
    {
        for (var i = 0; i + 2 < _word.Length; i++)
        {
            if (char.IsLetter(_word[i]) && _word[i] == _word[i + 1] && _word[i] == _word[i + 2])
            {
                while (i + 1 < _word.Length && _word[i] == _word[i + 1])
                {
                    _word.Remove(i + 1, 1);
                }
            }
        }
    }

    private void Add(ReadOnlySpan<char> word, int originalStart, int originalEnd)
    {
        if (_folded.Length > 0)
        {
            _folded.Append(' ');
        }

        var isNumber = !word.ContainsAnyExceptInRange('0', '9');
        Tokens.Add(new MessageToken(_folded.Length, word.Length, originalStart, originalEnd, Sentence, isNumber));
        _folded.Append(word);
        SentenceHasWords = true;
    }
}
