using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.Sql;

/// <summary>Conversation rows, by key, alias or id.</summary>
internal static class SqlConversations
{
    /// <summary>The id of a conversation given twice (key, then alias) as parameters 1 and 2.</summary>
    public const string IdByKeyOrAlias =
        "coalesce((SELECT conversation_id FROM conversation_aliases WHERE channel = ?1 AND alias = ?2), (SELECT id FROM conversations WHERE channel = ?1 AND conversation = ?2))";

    private const string ByKey =
        "SELECT id, sequence, clock, sending_parked IS NOT NULL, new_thread IS NOT NULL, reference IS NOT NULL, channel, conversation, erased_at IS NOT NULL FROM conversations WHERE id = " + IdByKeyOrAlias + " {for update}";

    private const string ById =
        "SELECT id, sequence, clock, sending_parked IS NOT NULL, new_thread IS NOT NULL, reference IS NOT NULL, channel, conversation, erased_at IS NOT NULL FROM conversations WHERE id = ?1 {for update}";

    private const string Insert =
        "INSERT INTO conversations (channel, conversation, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (channel, conversation) DO NOTHING {returning id}";

    private const string UpdateCounters =
        "UPDATE conversations SET sequence = ?2, clock = ?3 WHERE id = ?1";

    private const string UpdateFromPerson =
        "UPDATE conversations SET sequence = ?2, clock = ?3, reference = coalesce(?4, reference), person_id = coalesce(?5, person_id), sending_parked = NULL WHERE id = ?1";

    private const string SelectKey = "SELECT channel, conversation FROM conversations WHERE id = ?1";

    private const string SelectReference = "SELECT reference FROM conversations WHERE id = ?1";

    private const string SetThread =
        "UPDATE conversations SET reference = coalesce(?2, reference), new_thread = ?3 WHERE id = ?1";

    private const string SetKey = "UPDATE conversations SET conversation = ?2 WHERE id = ?1";

    /// <summary>Asks for a conversation by key or alias.</summary>
    public static Func<StoredConversation?> Ask(SqlSession session, ConversationKey key) =>
        session.Use(ByKey).Bind(1, key.ChannelId).Bind(2, key.ConversationId)
            .Ask(static row => row.Step() ? Read(row, new ConversationKey(row.GetString(6), row.GetString(7))) : null);

    /// <summary>Asks for a conversation whose key is known.</summary>
    public static Func<StoredConversation> Ask(SqlSession session, long id, ConversationKey key) =>
        session.Use(ById).Bind(1, id).Ask(row => row.Step() ? Read(row, key) : throw new InvalidOperationException($"There is no conversation {id}."));

    public static StoredConversation? Find(SqlSession session, ConversationKey key)
    {
        using var row = session.Use(ByKey).Bind(1, key.ChannelId).Bind(2, key.ConversationId);
        return row.Step() ? Read(row, new ConversationKey(row.GetString(6), row.GetString(7))) : null;
    }

    public static StoredConversation FindOrCreate(SqlSession session, ConversationKey key, long now, out bool created)
    {
        created = false;
        return Find(session, key) ?? Create(session, key, now, out created);
    }

    public static StoredConversation Create(SqlSession session, ConversationKey key, long now, out bool created)
    {
        created = false;
        if (FindErased(session, key) is { } erased)
            return erased;
        using (var insert = session.Use(Insert).Bind(1, key.ChannelId).Bind(2, key.ConversationId).Bind(3, now))
        {
            if (insert.Insert() is { } id)
            {
                created = true;
                return new StoredConversation(id, key);
            }
        }

        // Another node was first, between the look and the insert.
        return Find(session, key) ?? throw new InvalidOperationException("A conversation was refused as a duplicate of none.");
    }

    public static StoredConversation Get(SqlSession session, long id)
    {
        using var row = session.Use(ById).Bind(1, id);
        return row.Step()
            ? Read(row, new ConversationKey(row.GetString(6), row.GetString(7)))
            : throw new InvalidOperationException($"There is no conversation {id}.");
    }

    /// <summary>What a conversation is called. Its row is not locked: whoever claims goes before those that write in the order of conversations.</summary>
    public static ConversationKey GetKey(SqlSession session, long id)
    {
        using var row = session.Use(SelectKey).Bind(1, id);
        return row.Step()
            ? new ConversationKey(row.GetString(0), row.GetString(1))
            : throw new InvalidOperationException($"There is no conversation {id}.");
    }

    public static void SaveCounters(SqlSession session, StoredConversation conversation)
    {
        using var update = session.Use(UpdateCounters).Bind(1, conversation.Id).Bind(2, conversation.Sequence).Bind(3, conversation.Clock);
        update.Post();
    }

    /// <summary>Counters, and what a person's own activity tells: how to write back, and that sending is welcome again.</summary>
    public static void SaveFromPerson(SqlSession session, StoredConversation conversation, byte[]? reference, string? personId)
    {
        using var update = session.Use(UpdateFromPerson)
            .Bind(1, conversation.Id).Bind(2, conversation.Sequence).Bind(3, conversation.Clock).Bind(4, reference).Bind(5, personId);
        update.Post();
    }

    public static byte[]? GetReference(SqlSession session, long id)
    {
        using var row = session.Use(SelectReference).Bind(1, id);
        return row.Step() ? row.GetBytesOrNull(0) : null;
    }

    /// <summary>How to write into a conversation that we begin ourselves.</summary>
    public static void SaveThread(SqlSession session, long id, byte[]? reference, byte[]? newThread)
    {
        using var update = session.Use(SetThread).Bind(1, id).Bind(2, reference).Bind(3, newThread);
        update.Post();
    }

    /// <summary>Somebody writes again where everything was erased: the conversation gets its name back.</summary>
    public static void RestoreKey(SqlSession session, StoredConversation conversation)
    {
        using var update = session.Use(SetKey).Bind(1, conversation.Id).Bind(2, conversation.Key.ConversationId);
        update.Post();
    }

    private static StoredConversation? FindErased(SqlSession session, ConversationKey key)
    {
        using var row = session.Use(ByKey).Bind(1, key.ChannelId).Bind(2, ErasedKeys.OfConversation(key));
        return row.Step() ? Read(row, key) : null;
    }

    private static StoredConversation Read(SqlStatement row, ConversationKey key) => new(row.GetInt64(0), key)
    {
        Sequence = row.GetInt64(1),
        Clock = row.GetInt64(2),
        IsSendingParked = row.GetBoolean(3),
        IsNewThread = row.GetBoolean(4),
        HasReference = row.GetBoolean(5),
        IsErased = row.GetBoolean(8),
        LacksKey = row.GetBoolean(8) && row.GetString(7) != key.ConversationId && row.GetString(7).StartsWith(ErasedKeys.Prefix, StringComparison.Ordinal),
    };
}
