using System.Collections.Concurrent;
using System.Security.Cryptography;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.Sql;

/// <summary>The installation's secrets.</summary>
internal sealed class SqlInstallationSecrets(SqlDatabase database, TimeProvider time) : IInstallationSecrets
{
    private const string Select = "SELECT secret FROM installation_secrets WHERE name = ?1";
    private const string Insert = "INSERT INTO installation_secrets (name, secret, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING";

    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    public async Task<byte[]> GetOrCreateAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_known.TryGetValue(name, out var known))
            return [.. known];
        var fresh = RandomNumberGenerator.GetBytes(32);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = await database.WriteAsync(session =>
        {
            using (var insert = session.Use(Insert).Bind(1, name).BindBlob(2, fresh).Bind(3, now))
                insert.Post();
            using var row = session.Use(Select).Bind(1, name);
            row.Step();
            return row.GetBytes(0);
        }).ConfigureAwait(false);
        _known[name] = stored;
        return [.. stored];
    }
}
