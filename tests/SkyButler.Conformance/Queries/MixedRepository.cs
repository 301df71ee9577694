using SkyButler.Conformance.Registry;
using SkyButler.Registry;

namespace SkyButler.Conformance.Queries;

/// <summary>The repository that the recorded questions are about, opened by the first of them; it skips the test where the files are absent.</summary>
public sealed class MixedRepository : IAsyncDisposable
{
    private SqlRegistry? registry;

    public ValueTask DisposeAsync() => registry?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task<SqlRegistry> OpenAsync() => registry ??= await SqlRegistry.OpenAsync(
        GoldenRegistry.Settings(GoldenRegistry.File("mixed")), RegistryAccess.ReadOnly, CancellationToken.None);
}
