using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.Sql;

/// <summary>Files that came with activities.</summary>
internal sealed class SqlAttachments(SqlDatabase database) : IAttachmentStore
{
    private const string Insert = "INSERT INTO attachments (id, conversation_id, person_id, name, type, content, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    private const string Select = "SELECT name, type, content FROM attachments WHERE id = ?1";
    private const string SelectCount = "SELECT count(*) FROM attachments WHERE conversation_id = " + SqlConversations.IdByKeyOrAlias;

    public static void Append(SqlSession session, long conversationId, string? personId, StoredAttachment file, long now)
    {
        using var insert = session.Use(Insert)
            .Bind(1, file.Id).Bind(2, conversationId).Bind(3, personId).Bind(4, file.Name).Bind(5, file.ContentType).BindBlob(6, file.Content).Bind(7, now);
        insert.Post();
    }

    public Task<StoredAttachment?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(session =>
    {
        using var row = session.Use(Select).Bind(1, id);
        return row.Step() ? new StoredAttachment(id, row.GetStringOrNull(0) ?? "", row.GetString(1), row.GetBytes(2)) : null;
    });

    public Task<int> CountAsync(ConversationKey conversation, CancellationToken cancellationToken) => database.ReadAsync(session =>
    {
        using var row = session.Use(SelectCount).Bind(1, conversation.ChannelId).Bind(2, conversation.ConversationId);
        row.Step();
        return row.GetInt32(0);
    });
}
