using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Administration;

/// <summary>
/// The key to <c>/admin</c>: made anew at each start and left in a file that only this account can read, so that whoever may read the
/// database may also administrate, and nobody else.
/// </summary>
internal sealed partial class AdministrationKey(IServer server, IOptions<AdministrationOptions> options, ILogger<AdministrationKey> logger) : IHostedLifecycleService
{
    private readonly string _key = RandomNumberGenerator.GetHexString(64, lowercase: true);
    private readonly string _path = Path.GetFullPath(options.Value.DoorFile);

    /// <summary>True when a request comes from this machine, through no proxy, with the key.</summary>
    public bool Opens(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && System.Net.IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && !http.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase))
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {_key}"));

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (AddressOnThisMachine(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []) is { } address)
        {
            try
            {
                new AdministrationDoor(address, _key).Write(_path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogNoDoor(_path, failure);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        // Another process may have started on the same folder since.
        if (AdministrationDoor.Read(_path)?.Key == _key)
            File.Delete(_path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string? AddressOnThisMachine(ICollection<string> addresses) =>
        addresses.Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && !address.IsNamedPipe)
            .OrderBy(address => address.Scheme == "http" ? 0 : 1)
            .Select(address => $"{address.Scheme}://{(address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host)}:{address.Port}")
            .FirstOrDefault();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be written: commands on this machine cannot reach the bot while it runs.")]
    private partial void LogNoDoor(string path, Exception failure);
}
