using SkyButler.Conformance.Registry;
using SkyButler.Registry;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Queries;

/// <summary>A copy of the same repository's registry in PostgreSQL, made through the API.</summary>
public sealed class PostgresMixedRepository : MixedRepository
{
    private protected override async Task<SqlRegistry> MakeAsync()
    {
        await using var source = await base.MakeAsync();
        var settings = GoldenRegistry.Settings("") with { DatabaseUrl = await PostgresServer.UrlAsync(), Namespace = $"mixed_{Guid.NewGuid():N}" };
        await SqlRegistry.CreateAsync(settings, source.Universe, CancellationToken.None);
        await using (var target = await SqlRegistry.OpenAsync(settings, RegistryAccess.ReadWrite, CancellationToken.None))
            await new RegistryCopy(source, target, CancellationToken.None).RunAsync();
        return await SqlRegistry.OpenAsync(settings, RegistryAccess.ReadOnly, CancellationToken.None);
    }
}
