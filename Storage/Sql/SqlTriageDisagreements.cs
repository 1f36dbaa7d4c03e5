using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Review;
using AssistantBot.Triage;

namespace AssistantBot.Storage.Sql;

/// <summary>Where triage and the model disagreed.</summary>
internal sealed class SqlTriageDisagreements(SqlDatabase database) : ITriageDisagreements
{
    private const string Insert =
        "INSERT INTO triage_disagreements (inbox_id, conversation_id, person_id, reason, confidence, model_reason, model_confidence, outcome, prompt, at) "
        + "VALUES (?1, ?2, (SELECT person_id FROM inbox WHERE id = ?1), ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (inbox_id) DO NOTHING";

    private const string Select =
        "SELECT d.inbox_id, c.channel, c.conversation, d.reason, d.confidence, d.model_reason, d.model_confidence, d.outcome, d.prompt, d.at, i.sequence "
        + "FROM triage_disagreements d JOIN conversations c ON c.id = d.conversation_id LEFT JOIN inbox i ON i.id = d.inbox_id WHERE d.inbox_id < ?1 ORDER BY d.inbox_id DESC LIMIT ?2";

    public static void Write(EffectWriting writing, TriageDisagreementEffect effect)
    {
        using var insert = writing.Session.Use(Insert)
            .Bind(1, writing.Turn.InboxId).Bind(2, writing.Conversation.Id).Bind(3, (long)effect.Reason).Bind(4, Thousandths(effect.Confidence))
            .Bind(5, (long)effect.ModelReason).Bind(6, Thousandths(effect.ModelConfidence)).Bind(7, (long)effect.Outcome).Bind(8, effect.Prompt).Bind(9, writing.Now);
        insert.Post();
    }

    public Task<IReadOnlyList<TriageDisagreement>> ReadAsync(long before, int max, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TriageDisagreement>>(session =>
        {
            using var rows = session.Use(Select).Bind(1, before).Bind(2, max);
            var found = new List<TriageDisagreement>();
            while (rows.Step())
            {
                found.Add(new TriageDisagreement(
                    rows.GetInt64(0), new ConversationKey(rows.GetString(1), rows.GetString(2)), (TriageReason)rows.GetInt32(3), rows.GetInt64(4) / 1000.0,
                    (TriageReason)rows.GetInt32(5), rows.GetInt64(6) / 1000.0, (TriageReason)rows.GetInt32(7), rows.GetString(8),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(9)), rows.IsNull(10) ? null : rows.GetInt64(10)));
            }

            return found;
        });

    private static long Thousandths(double confidence) => (long)Math.Round(confidence * 1000);
}
