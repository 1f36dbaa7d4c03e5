namespace AssistantBot.Tests.Support;

/// <summary>What the stand-in model server does with a call.</summary>
public sealed record ModelServerReply
{
    /// <summary>The pieces of the answer, one stream event each.</summary>
    public IReadOnlyList<string> Pieces { get; init; } = [];

    /// <summary>HTTP status; other than 200 the body is the provider's JSON error.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The provider's name for the error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Seconds in <c>Retry-After</c>, or null.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Sent instead of any protocol, with status 200.</summary>
    public byte[]? RawBody { get; init; }

    /// <summary>A tool the model calls after its pieces, or null.</summary>
    public string? CallsTool { get; init; }

    /// <summary>True to send the pieces and then nothing, without ending.</summary>
    public bool Hangs { get; init; }

    /// <summary>True to take the call and never send a byte.</summary>
    public bool HangsBeforeHeaders { get; init; }

    /// <summary>True to cut the connection after the pieces.</summary>
    public bool Cuts { get; init; }

    /// <summary>True to repeat the pieces until the client has had enough.</summary>
    public bool Endless { get; init; }

    /// <summary>Awaited before each piece, so that a test decides when it comes.</summary>
    public Func<int, CancellationToken, Task>? BeforePiece { get; init; }

    /// <summary>An answer, streamed word by word.</summary>
    public static ModelServerReply Says(string text) => new() { Pieces = Words(text) };

    /// <summary>An answer in given pieces.</summary>
    public static ModelServerReply Streams(params string[] pieces) => new() { Pieces = pieces };

    /// <summary>A provider's error.</summary>
    public static ModelServerReply Fails(int status, int? retryAfter = null, string? code = null) => new() { Status = status, RetryAfter = retryAfter, ErrorCode = code };

    /// <summary>Bytes that are no chat completion.</summary>
    public static ModelServerReply Sends(string body) => new() { RawBody = System.Text.Encoding.UTF8.GetBytes(body) };

    /// <summary>Bytes that may not even be text.</summary>
    public static ModelServerReply Sends(byte[] body) => new() { RawBody = body };

    private static List<string> Words(string text)
    {
        List<string> words = [];
        for (var start = 0; start < text.Length;)
        {
            var blank = text.IndexOf(' ', start);
            var end = blank < 0 ? text.Length : blank + 1;
            words.Add(text[start..end]);
            start = end;
        }

        return words;
    }
}
