using SkyButler.Tests.Shared;

namespace SkyButler.Tests.History;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresUndoTests : UndoContract
{
    private protected override async Task<UndoneRepository> MakeAsync() =>
        await UndoneRepository.MakeAsync($"registry: {{db: '{await PostgresServer.UrlAsync()}', namespace: test_{Guid.NewGuid():N}}}");
}
