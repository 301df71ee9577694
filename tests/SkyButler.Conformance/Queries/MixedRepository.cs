using SkyButler.Conformance.Registry;
using SkyButler.Registry;

namespace SkyButler.Conformance.Queries;

/// <summary>The repository that the recorded questions are about, opened by the first of them; it skips the test where the files are absent.</summary>
public class MixedRepository : IAsyncDisposable
{
    private readonly Lazy<Task<SqlRegistry>> registry;

    public MixedRepository() => registry = new(MakeAsync);

    public async ValueTask DisposeAsync()
    {
        if (registry is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } made })
            await (await made).DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Task<SqlRegistry> OpenAsync() => registry.Value;

    private protected virtual Task<SqlRegistry> MakeAsync() => SqlRegistry.OpenAsync(
        GoldenRegistry.Settings(GoldenRegistry.File("mixed")), RegistryAccess.ReadOnly, CancellationToken.None);
}
