using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.Transfers.Repositories;

/// <summary>A repository as those see it who take datasets out.</summary>
/// <param name="Registry">What its database knows.</param>
/// <param name="Queries">Questions to that.</param>
/// <param name="Files">Its files.</param>
internal sealed record TransferSource(SqlRegistry Registry, QueryEngine Queries, StoredFiles Files);
