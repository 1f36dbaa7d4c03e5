using AssistantBot.Storage.Backup;

namespace AssistantBot.Storage.Sql;

/// <summary>Parks unfinished rows and takes them up again.</summary>
internal sealed class SqlHeldWork(SqlDatabase database, TimeProvider time) : IHeldWork
{
    private const string Reason = "Held after a restore: it may have been answered or sent since the backup. 'data resume' lets it go.";

    // An invoke is never run again anyway.
    private const string HoldInbox = "UPDATE inbox SET status = 3, error = ?1, ended_at = ?2 WHERE status < 2 AND kind <> 1";
    private const string HoldOutbox = "UPDATE outbox SET status = 3, detail = ?1, ended_at = ?2, ambiguous = ambiguous + CASE status WHEN 1 THEN 1 ELSE 0 END WHERE status < 2";
    private const string ResumeInbox = "UPDATE inbox SET status = 0, attempts = 0, error = NULL, ended_at = NULL WHERE status = 3 AND error = ?1";
    private const string ResumeOutbox = "UPDATE outbox SET status = 0, detail = NULL, ended_at = NULL WHERE status = 3 AND detail = ?1";

    public Task<HeldCount> HoldAsync() => database.WriteAsync(session => Hold(session, time.GetUtcNow()));

    public Task<HeldCount> ResumeAsync() => database.WriteAsync(session =>
    {
        using var inbox = session.Use(ResumeInbox).Bind(1, Reason);
        var messages = inbox.Run();
        using var outbox = session.Use(ResumeOutbox).Bind(1, Reason);
        return new HeldCount(messages, outbox.Run());
    });

    /// <summary>Parks what is unfinished.</summary>
    public static HeldCount Hold(SqlSession session, DateTimeOffset now)
    {
        using var inbox = session.Use(HoldInbox).Bind(1, Reason).Bind(2, now.ToUnixTimeMilliseconds());
        var messages = inbox.Run();
        using var outbox = session.Use(HoldOutbox).Bind(1, Reason).Bind(2, now.ToUnixTimeMilliseconds());
        return new HeldCount(messages, outbox.Run());
    }
}
