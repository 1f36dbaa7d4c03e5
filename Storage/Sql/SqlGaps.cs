using AssistantBot.BotFramework.Turns;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Gaps;

namespace AssistantBot.Storage.Sql;

/// <summary>Questions without a good answer, and what assistants made of them.</summary>
internal sealed class SqlGaps(SqlDatabase database) : IGapStore
{
    private const string InsertQuestion =
        "INSERT INTO knowledge_questions (conversation_id, inbox_id, person_id, kind, text, language, audience, entry_id, comment, at) "
        + "VALUES (?1, ?2, (SELECT person_id FROM inbox WHERE id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

    private const string SelectQuestions =
        "SELECT id, kind, text, language, audience, entry_id, comment, at FROM knowledge_questions WHERE at >= ?1 ORDER BY id DESC LIMIT ?2";

    private const string DeleteQuestion = "DELETE FROM knowledge_questions WHERE id = ?1";

    private const string DeleteBefore = "DELETE FROM knowledge_questions WHERE at < ?1";

    private const string InsertGap =
        "INSERT INTO knowledge_gaps (id, kind, text, language, audience, entry_id, questions, approved_by, approved_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

    private const string SelectGaps =
        "SELECT id, kind, text, language, audience, entry_id, questions, approved_by, approved_at FROM knowledge_gaps ORDER BY approved_at DESC, id";

    private const string DeleteGap = "DELETE FROM knowledge_gaps WHERE id = ?1";

    public static void Write(EffectWriting writing, RecordQuestionEffect question)
    {
        using var insert = writing.Session.Use(InsertQuestion)
            .Bind(1, writing.Conversation.Id).Bind(2, writing.Turn.InboxId).Bind(3, question.IsRejected ? 1 : 0).Bind(4, question.Text).Bind(5, question.Language)
            .Bind(6, question.Audience).Bind(7, question.EntryId).Bind(8, question.Comment).Bind(9, writing.Now);
        insert.Post();
    }

    public Task<IReadOnlyList<RecordedQuestion>> ReadQuestionsAsync(DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RecordedQuestion>>(session =>
        {
            using var rows = session.Use(SelectQuestions).Bind(1, since.ToUnixTimeMilliseconds()).Bind(2, max);
            var found = new List<RecordedQuestion>();
            while (rows.Step())
            {
                found.Add(new RecordedQuestion(
                    rows.GetInt64(0), (QuestionKind)rows.GetInt32(1), rows.GetString(2), rows.GetString(3), Enum.Parse<Audience>(rows.GetString(4)),
                    rows.GetStringOrNull(5), rows.GetStringOrNull(6), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(7))));
            }

            return found;
        });

    public Task DeleteQuestionsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Delete(session, ids));

    public Task<int> DeleteQuestionsBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
        {
            using var delete = session.Use(DeleteBefore).Bind(1, moment.ToUnixTimeMilliseconds());
            return delete.Run();
        });

    public Task AddGapAsync(KnowledgeGap gap, IReadOnlyCollection<long> questions, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
        {
            using (var insert = session.Use(InsertGap)
                .Bind(1, gap.Id).Bind(2, (long)gap.Kind).Bind(3, gap.Text).Bind(4, gap.Language).Bind(5, gap.Audience.ToString()).Bind(6, gap.EntryId)
                .Bind(7, gap.Count).Bind(8, gap.ApprovedBy).Bind(9, gap.ApprovedAt.ToUnixTimeMilliseconds()))
            {
                insert.Run();
            }

            return Delete(session, questions);
        });

    public Task<IReadOnlyList<KnowledgeGap>> ReadGapsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<KnowledgeGap>>(session =>
        {
            using var rows = session.Use(SelectGaps);
            var found = new List<KnowledgeGap>();
            while (rows.Step())
            {
                found.Add(new KnowledgeGap(
                    rows.GetString(0), (QuestionKind)rows.GetInt32(1), rows.GetString(2), rows.GetString(3), Enum.Parse<Audience>(rows.GetString(4)),
                    rows.GetStringOrNull(5), rows.GetInt32(6), rows.GetString(7), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(8))));
            }

            return found;
        });

    public Task DeleteGapAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
        {
            using var delete = session.Use(DeleteGap).Bind(1, id);
            return delete.Run();
        });

    private static int Delete(SqlSession session, IReadOnlyCollection<long> ids)
    {
        var deleted = 0;
        foreach (var id in ids)
        {
            using var delete = session.Use(DeleteQuestion).Bind(1, id);
            deleted += delete.Run();
        }

        return deleted;
    }
}
