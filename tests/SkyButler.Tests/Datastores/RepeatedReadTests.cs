using SkyButler.Datastores.Reading;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Datastores.Cache;

namespace SkyButler.Tests.Datastores;

/// <summary>What failed once is not failed for ever.</summary>
public sealed class RepeatedReadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_that_could_not_be_made_is_made_when_it_is_asked_for_again()
    {
        var store = new CountingStore();
        var path = ResourcePath.ParseStored("mem://store/late.yaml");
        await using var source = new StoredFileSource(ResourceStores.Local.With("mem", store), path, 4);
        await Should.ThrowAsync<ResourceException>(async () => await source.GetLocalPathAsync(Token));
        source.IsFar.ShouldBeTrue();
        await store.WriteAsync(path, "a: 1"u8.ToArray());

        var copy = await source.GetLocalPathAsync(Token);

        (await source.GetLocalPathAsync(Token)).ShouldBe(copy);
        (await File.ReadAllTextAsync(copy, Token)).ShouldBe("a: 1");
        source.IsFar.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_gives_up_does_not_end_it_for_the_others()
    {
        var made = 0;
        var lazy = new LazyTask<int>(async token =>
        {
            made++;
            if (made == 1)
                await Task.Delay(Timeout.Infinite, token);
            return made;
        });
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = lazy.GetAsync(impatient.Token);
        var second = lazy.GetAsync(Token);

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await second).ShouldBe(2);
        (await lazy.GetAsync(Token)).ShouldBe(2);
    }
}
