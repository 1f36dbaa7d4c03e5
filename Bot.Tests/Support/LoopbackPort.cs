using System.Net;
using System.Net.Sockets;

namespace AssistantBot.Tests.Support;

/// <summary>Finds free ports for processes that cannot bind port 0 themselves.</summary>
internal static class LoopbackPort
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
