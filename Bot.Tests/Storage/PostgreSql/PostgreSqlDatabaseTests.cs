using System.Reflection;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Knowledge;
using AssistantBot.Storage;
using AssistantBot.Storage.PostgreSql;
using AssistantBot.Storage.Sql;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AssistantBot.Tests.Storage.PostgreSql;

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlDatabaseTests(PostgresServer server) : IAsyncLifetime
{
    private const string Name = "storage";
    private const string InsertVersion = "INSERT INTO versions (kind, key, version) VALUES ('t', ?1, 1)";
    private const string SelectVersion = "SELECT version FROM versions WHERE kind = 't' AND key = ?1";
    private const string UpsertVersion = "INSERT INTO versions (kind, key, version) VALUES ('t', ?1, ?2) ON CONFLICT (kind, key) DO UPDATE SET version = excluded.version";
    private const string CountVersions = "SELECT count(*) FROM versions";
    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await server.EmptyDatabaseAsync(Name);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=data/assistantbot.db")]
    [InlineData("Host=db;Nonsense=1")]
    [InlineData("Username=me")]
    public void Open_ConnectionStringOfSomethingElse_IsRefusedInOneLine(string connectionString)
    {
        var failure = Assert.Throws<StorageSettingsException>(() => Open(connectionString));
        Assert.Contains("Storage:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Open_NoServer_IsRefusedInOneLineWithoutThePassword()
    {
        var failure = Assert.Throws<StorageSettingsException>(() => Open($"Host=127.0.0.1;Port={LoopbackPort.Free()};Username=me;Password=geheim;Database=d"));
        Assert.Contains("d on 127.0.0.1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Open_CommitsThatDoNotReachTheDisk_AreRefused()
    {
        var failure = Assert.Throws<StorageSettingsException>(() => Open(_connectionString + ";Options=-c synchronous_commit=off"));
        Assert.Contains("synchronous_commit=off", failure.Message, StringComparison.Ordinal);
        Open(_connectionString + ";Options=-c synchronous_commit=local").Dispose();
    }

    [Fact]
    public async Task Open_SettingIsWeakenedLater_TheConnectionKeepsItsOwn()
    {
        using var database = Open();
        await server.ExecuteAsync(Name, "ALTER SYSTEM SET synchronous_commit = off");
        try
        {
            await server.ExecuteAsync(Name, "SELECT pg_reload_conf()");
            Assert.Equal("on", await database.WriteAsync(session => Ask(session, "SELECT current_setting('synchronous_commit')")));
        }
        finally
        {
            await server.ExecuteAsync(Name, "ALTER SYSTEM RESET synchronous_commit");
            await server.ExecuteAsync(Name, "SELECT pg_reload_conf()");
        }
    }

    [Fact]
    public async Task ReadLong_LongerThanAnyOtherReadMayTake_IsWaitedFor()
    {
        using var database = Open();

        Assert.Equal("done", await database.ReadLongAsync(session => Ask(session, "SELECT 'done' FROM pg_sleep(6)")));
    }

    [Fact]
    public async Task Migrate_TwoAtOnceOnAnEmptyDatabase_OneWaitsForTheOther()
    {
        var empty = await server.EmptyDatabaseAsync($"migrations{Guid.NewGuid():n}");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var connection = new PostgreSqlConnections(empty).Open();
            PostgreSqlMigrations.Apply(connection);
        })));

        using var database = Open(empty);
        Assert.Equal(0, await CountAsync(database));
    }

    [Fact]
    public async Task Migrate_EndedHalfWay_LeavesNothingAndTheNextDoesItAll()
    {
        var name = $"migrations{Guid.NewGuid():n}";
        var empty = await server.EmptyDatabaseAsync(name);
        await server.ExecuteAsync(name, "CREATE FUNCTION wait_for_me() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(4711); END $$; "
            + "CREATE EVENT TRIGGER halfway ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION wait_for_me()");
        await using (var holder = new NpgsqlConnection(empty + ";Pooling=false"))
        {
            await holder.OpenAsync();
            await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(4711)", holder);
            await hold.ExecuteNonQueryAsync();
            var killed = Task.Run(() =>
            {
                using var connection = new PostgreSqlConnections(empty).Open();
                PostgreSqlMigrations.Apply(connection);
            });
            await using var kill = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted", holder);
            while ((long)(await kill.ExecuteScalarAsync())! == 0)
                await Task.Yield();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => killed);
        }

        Assert.Equal(0L, await server.ExecuteAsync(name, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
        using var database = Open(empty);
        Assert.Equal(0, await CountAsync(database));
    }

    [Fact]
    public async Task Migrate_LowerNumberComesLater_IsApplied()
    {
        var name = $"migrations{Guid.NewGuid():n}";
        var empty = await server.EmptyDatabaseAsync(name);
        Open(empty).Dispose();
        await server.ExecuteAsync(name, "DELETE FROM schema_versions WHERE version = 31; DROP TABLE triage_disagreements");
        Open(empty).Dispose();
        Assert.Equal(1L, await server.ExecuteAsync(name, "SELECT count(*) FROM pg_tables WHERE tablename = 'triage_disagreements'"));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        Open().Dispose();
        await server.ExecuteAsync(Name, "INSERT INTO schema_versions (version) VALUES (999)");
        try
        {
            Assert.Contains("newer", Assert.Throws<StorageSettingsException>(() => Open()).Message, StringComparison.Ordinal);
        }
        finally
        {
            await server.ExecuteAsync(Name, "DELETE FROM schema_versions WHERE version = 999");
        }
    }

    [Fact]
    public async Task Write_UnitsThatFail_AreRolledBackAlone()
    {
        using var database = Open();
        var units = Enumerable.Range(0, 50).Select(i => database.WriteAsync(session =>
        {
            using (var insert = session.Use(InsertVersion).Bind(1, $"{i}"))
                insert.Post();
            if (i % 10 == 3)
                throw new InvalidOperationException("no");
            if (i % 10 == 5)
            {
                using var broken = session.Use(InsertVersion).Bind(1, $"{i}");
                broken.Post();
            }

            return i;
        })).ToList();

        foreach (var (unit, i) in units.Select((unit, i) => (unit, i)))
        {
            if (i % 10 == 3)
                await Assert.ThrowsAsync<InvalidOperationException>(() => unit);
            else if (i % 10 == 5)
                await Assert.ThrowsAsync<PostgresException>(() => unit);
            else
                Assert.Equal(i, await unit);
        }

        Assert.Equal(40, await CountAsync(database));
    }

    [Fact]
    public async Task Connections_EndedByTheServer_AreOpenedAgainAndNobodyIsRefused()
    {
        using var database = Open();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(1, await InsertAsync(database, $"{i}"));
            Assert.Equal(i + 1, await CountAsync(database));
            await server.ExecuteAsync(Name, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }

        Assert.Equal(3, await CountAsync(database));
    }

    [Fact]
    public void Commit_ConnectionBreaksBeforeTheAnswer_IsUnknown()
    {
        var connections = new PostgreSqlConnections(_connectionString);
        Open().Dispose();
        using var connection = connections.Open();
        using var session = new PostgreSqlSession(connections.Open, connection);
        session.Begin(interleaved: true);
        using (var insert = session.Use(InsertVersion).Bind(1, "a"))
            Assert.Equal(1, insert.Run());
        connection.Close();
        Assert.Throws<CommitUnknownException>(session.Commit);
    }

    [Fact]
    public async Task WriteTogether_UnitsThatTouchTheSame_RunOneAfterTheOther()
    {
        using var database = Open();
        var sums = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => database.WriteTogetherAsync(async session =>
        {
            session.Touch(new object(), $"sum {i % 4}");
            var before = session.Use(SelectVersion).Bind(1, $"sum {i % 4}").Ask(static row => row.Step() ? row.GetInt64(0) : 0);
            await session.Answered();
            var after = before() + 1;
            using (var write = session.Use(UpsertVersion).Bind(1, $"sum {i % 4}").Bind(2, after))
                write.Post();
            await session.Written();
            return after;
        })));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (i / 4) + 1L), sums.Order());
    }

    [Fact]
    public async Task WriteTogether_AlwaysInTheWayOfOthers_IsUnavailableForNow()
    {
        using var database = Open();
        var runs = 0;
        var unit = database.WriteTogetherAsync<int>(_ =>
        {
            runs++;
            throw new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected);
        });
        await Assert.ThrowsAsync<StorageUnavailableException>(() => unit);
        Assert.True(runs > 1);
        Assert.Equal(0, await CountAsync(database));
    }

    [Fact]
    public async Task WriteTogether_OneFails_TheOthersAreWritten()
    {
        using var database = Open();
        var units = Enumerable.Range(0, 30).Select(i => database.WriteTogetherAsync<int>(async session =>
        {
            using (var insert = session.Use(InsertVersion).Bind(1, $"{(i == 7 ? 6 : i)}"))
                insert.Post();
            await session.Answered();
            if (i == 9)
                throw new InvalidOperationException("no");
            await session.Written();
            return i;
        })).ToList();
        foreach (var (unit, i) in units.Select((unit, i) => (unit, i)))
        {
            if (i == 9)
                await Assert.ThrowsAsync<InvalidOperationException>(() => unit);
            else if (i == 7)
                await Assert.ThrowsAsync<PostgresException>(() => unit);
            else
                Assert.Equal(i, await unit);
        }

        Assert.Equal(28, await CountAsync(database));
    }

    [Fact]
    public async Task Text_WithWhatPostgreSqlRefuses_IsKeptWithoutIt()
    {
        using var database = Open();
        var kept = await database.WriteAsync(session =>
        {
            using (var insert = session.Use(InsertVersion).Bind(1, "a\0b\uD800c é"))
                insert.Post();
            return Ask(session, "SELECT key FROM versions");
        });

        Assert.Equal("a\uFFFDb\uFFFDc é", kept);
    }

    [Fact]
    public void Statements_EveryOneOfTheStores_IsUnderstood()
    {
        Open().Dispose();
        var statements = typeof(SqlDatabase).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SqlDatabase).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(text => text.Split(' ')[0] is "SELECT" or "INSERT" or "UPDATE" or "DELETE")
            .ToList();
        using var connection = new PostgreSqlConnections(_connectionString).Open();
        foreach (var (text, i) in statements.Select((text, i) => (text, i)))
        {
#pragma warning disable CA2100 // Constants of the product.
            using var prepare = new NpgsqlCommand($"PREPARE s{i} AS {PostgreSqlText.Of(text).Sql}", connection);
#pragma warning restore CA2100
            Assert.True(Record.Exception(() => prepare.ExecuteNonQuery()) is var failure && failure is null, $"{text}: {failure?.Message}");
        }

        Assert.True(statements.Count > 50, $"Only {statements.Count} statements were found.");
    }

    [Fact]
    public async Task Secrets_AreCreatedOnceAndKept()
    {
        byte[] first;
        using (var database = Open())
            first = await new SqlInstallationSecrets(database, TimeProvider.System).GetOrCreateAsync("direct-line", CancellationToken.None);

        using var again = Open();
        Assert.Equal(32, first.Length);
        Assert.Equal(first, await new SqlInstallationSecrets(again, TimeProvider.System).GetOrCreateAsync("direct-line", CancellationToken.None));
    }

    [Fact]
    public async Task ModelResults_AreKeptForTheTurnAndReadBack()
    {
        using var database = Open();
        await server.ExecuteAsync(Name, "INSERT INTO inbox (id, conversation_id, sequence, dedupe_key, activity_id, kind, origin, status, activity, identity, received_at) OVERRIDING SYSTEM VALUE VALUES (7000000, 1, 1, 'k', 'a', 0, 0, 1, '{}', '{}', 0)");
        var results = new SqlModelResults(database, TimeProvider.System).OfTurn(7000000);

        Assert.Null(await results.GetAsync("hash", CancellationToken.None));
        await results.PutAsync("hash", "réponse", CancellationToken.None);
        await results.PutAsync("hash", "other", CancellationToken.None);

        Assert.Equal("réponse", await results.GetAsync("hash", CancellationToken.None));
    }

    private static string? Ask(SqlSession session, string sql)
    {
        using var row = session.Use(sql);
        return row.Step() ? row.GetStringOrNull(0) : null;
    }

    private static Task<int> InsertAsync(PostgreSqlDatabase database, string key) => database.WriteAsync(session =>
    {
        using var insert = session.Use(InsertVersion).Bind(1, key);
        return insert.Run();
    });

    private static Task<long> CountAsync(PostgreSqlDatabase database) => database.ReadAsync(session =>
    {
        using var count = session.Use(CountVersions);
        count.Step();
        return count.GetInt64(0);
    });

    private PostgreSqlDatabase Open(string? connectionString = null) =>
        new(Options.Create(new StorageOptions { ConnectionString = connectionString ?? _connectionString }));
}
