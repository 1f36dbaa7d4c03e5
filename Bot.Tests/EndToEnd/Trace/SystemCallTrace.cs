using System.Globalization;
using System.Text;

namespace AssistantBot.Tests.EndToEnd.Trace;

/// <summary>Reads what <c>strace -f -y -xx</c> wrote. Calls cut in two by another thread's are put together again.</summary>
internal static class SystemCallTrace
{
    /// <summary>The tracer and its arguments; the program follows. It is a grandchild, so that the product can be killed as itself.</summary>
    public static readonly string[] Tracer =
    [
        "strace", "-D", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "200000", "-o", "{folder}/trace",
        "-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate,recvfrom,recvmsg,sendto,sendmsg", "-e", "signal=none",
    ];

    public static List<TracedCall> Read(string path)
    {
        var calls = new List<TracedCall>();
        var open = new Dictionary<string, (string Text, int Line)>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
                continue;
            var (thread, text) = (line[..space], line[space..].TrimStart());
            var start = number;
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                open[thread] = (text[..^"<unfinished ...>".Length], number);
                continue;
            }

            if (text.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (!open.Remove(thread, out var begun))
                    continue;
                text = begun.Text + text[(text.IndexOf("resumed>", StringComparison.Ordinal) + "resumed>".Length)..];
                start = begun.Line;
            }

            if (Parse(text, start, number) is { } call)
                calls.Add(call);
        }

        return calls;
    }

    // name(descriptor, …) = result; a call that failed, or was never answered, changed nothing.
    private static TracedCall? Parse(string text, int start, int end)
    {
        var (open, close, equals) = (text.IndexOf('(', StringComparison.Ordinal), text.IndexOf('>', StringComparison.Ordinal), text.LastIndexOf("= ", StringComparison.Ordinal));
        if (open <= 0 || close < open || equals < close || equals + 2 >= text.Length || !char.IsAsciiDigit(text[open + 1]) || !char.IsAsciiDigit(text[equals + 2]))
            return null;
        var name = text[..open];
        var arguments = text[(close + 1)..text.LastIndexOf(')')];
        var offset = name is "pwrite64" or "ftruncate" ? long.Parse(arguments.AsSpan(arguments.LastIndexOf(',') + 1).Trim(), CultureInfo.InvariantCulture) : -1;
        return new TracedCall(name, DescriptorOf(text[(open + 1)..(close + 1)]), DataOf(arguments), offset, start, end);
    }

    // Everything between quotes; with -xx no quote stands within.
    private static byte[] DataOf(string arguments)
    {
        var data = new List<byte>();
        var parts = arguments.Split('"');
        for (var i = 1; i < parts.Length; i += 2)
            data.AddRange(BytesOf(parts[i]));
        return [.. data];
    }

    private static byte[] BytesOf(ReadOnlySpan<char> escaped)
    {
        var bytes = new byte[escaped.Length / 4];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = byte.Parse(escaped.Slice((i * 4) + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return bytes;
    }

    // The path between < and > is escaped as everything is.
    private static string DescriptorOf(string text)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal) + 1;
        return text[open] == '\\' ? $"{text[..open]}{Encoding.UTF8.GetString(BytesOf(text.AsSpan(open, text.Length - open - 1)))}>" : text;
    }
}
