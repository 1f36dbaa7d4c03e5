using System.Net;
using System.Net.Sockets;

namespace AssistantBot.Tests.Support;

/// <summary>
/// Ports for processes that cannot bind port 0 themselves. They lie below those that systems give out by themselves (from 32768 on Linux, 49152
/// elsewhere), so that no connection takes one before its process listens, or while it is started again.
/// </summary>
internal static class LoopbackPort
{
    private const int First = 12_000;
    private const int Count = 20_000;

    // Another test run on the same machine begins elsewhere.
    private static int s_last = Environment.ProcessId * 97;

    /// <summary>A port on which nobody listens, given out once in a test run.</summary>
    public static int Free()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's already.
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}
