using System.Text.Json;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Proposals;

namespace AssistantBot.Storage.Sql;

/// <summary>What a model proposed to authors. A translation is the row without a phrasing.</summary>
internal sealed class SqlProposals(SqlDatabase database, TimeProvider time) : IProposalStore
{
    private const string Translation = "";

    private const string Select =
        "SELECT phrasing, translation, basis FROM knowledge_proposals WHERE entry_id = ?1 AND language = ?2 ORDER BY at, place, phrasing";

    private const string Insert =
        "INSERT INTO knowledge_proposals (entry_id, language, phrasing, translation, basis, at, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        + "ON CONFLICT (entry_id, language, phrasing) DO UPDATE SET translation = excluded.translation, basis = excluded.basis";

    private const string Delete = "DELETE FROM knowledge_proposals WHERE entry_id = ?1 AND language = ?2 AND phrasing = ?3";

    public Task<IReadOnlyList<KnowledgeProposal>> ReadAsync(string entryId, string language, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<KnowledgeProposal>>(session =>
        {
            using var rows = session.Use(Select).Bind(1, entryId).Bind(2, language);
            var found = new List<KnowledgeProposal>();
            while (rows.Step())
            {
                found.Add(new KnowledgeProposal(entryId, language, rows.GetString(0) is { Length: > 0 } phrasing ? phrasing : null)
                {
                    Translation = rows.IsNull(1) ? null : JsonSerializer.Deserialize(rows.GetSpan(1), StorageJson.Default.KnowledgeEntry),
                    Basis = rows.GetStringOrNull(2),
                });
            }

            return found;
        });

    public Task AddAsync(IReadOnlyCollection<KnowledgeProposal> proposals, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var prepared = proposals.Select((proposal, place) => (
            proposal, place, json: proposal.Translation is null ? null : JsonSerializer.SerializeToUtf8Bytes(proposal.Translation, StorageJson.Default.KnowledgeEntry))).ToList();
        return database.WriteAsync(session =>
        {
            foreach (var (proposal, place, json) in prepared)
            {
                using var insert = session.Use(Insert)
                    .Bind(1, proposal.EntryId).Bind(2, proposal.Language).Bind(3, proposal.Phrasing ?? Translation).Bind(4, json).Bind(5, proposal.Basis).Bind(6, now).Bind(7, place);
                insert.Run();
            }

            return prepared.Count;
        });
    }

    public Task DeleteAsync(string entryId, string language, IReadOnlyCollection<string?> phrasings, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
        {
            var deleted = 0;
            foreach (var phrasing in phrasings)
            {
                using var delete = session.Use(Delete).Bind(1, entryId).Bind(2, language).Bind(3, phrasing ?? Translation);
                deleted += delete.Run();
            }

            return deleted;
        });
}
