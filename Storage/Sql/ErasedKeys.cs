using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.Sql;

/// <summary>What is left of keys after an erasure: hashes, by which a redelivery is recognised and nobody is found.</summary>
internal static class ErasedKeys
{
    /// <summary>What erased keys begin with.</summary>
    public const string Prefix = "erased|";

    public static string OfConversation(ConversationKey conversation) => Hash(conversation.ToString());

    public static string OfDelivery(ConversationKey conversation, string dedupeKey) => Hash($"{conversation}\n{dedupeKey}");

    private static string Hash(string text) => Prefix + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
