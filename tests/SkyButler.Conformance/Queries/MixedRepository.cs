using SkyButler.Conformance.Registry;
using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.Conformance.Queries;

/// <summary>The repository that the recorded questions are about, opened once for all of them.</summary>
public sealed class MixedRepository : IAsyncLifetime
{
    private SqlRegistry? registry;

    internal SqlRegistry Registry => registry!;

    internal QueryEngine Queries => new(Registry);

    public async ValueTask InitializeAsync() =>
        registry = await SqlRegistry.OpenAsync(GoldenRegistry.Settings(GoldenRegistry.File("mixed")), RegistryAccess.ReadOnly, CancellationToken.None);

    public ValueTask DisposeAsync() => registry?.DisposeAsync() ?? ValueTask.CompletedTask;
}
