namespace AssistantBot.Tests.EndToEnd.Trace;

/// <summary>A system call of the traced product.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Descriptor">The file or socket, as strace names it.</param>
/// <param name="Data">What was written or received.</param>
/// <param name="Offset">Where it was written to, or the new length of a truncated file; -1 when the call has none.</param>
/// <param name="Start">Position in the trace at which it was entered.</param>
/// <param name="End">Position at which it returned.</param>
internal sealed record TracedCall(string Name, string Descriptor, byte[] Data, long Offset, int Start, int End)
{
    public bool IsSync => Name is "fsync" or "fdatasync";

    public bool IsOn(string suffix) => Descriptor.EndsWith(suffix + ">", StringComparison.Ordinal);
}
