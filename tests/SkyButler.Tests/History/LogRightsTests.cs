using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Datastores;
using SkyButler.Tests.Registry.Postgres;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.History;

/// <summary>Clients of a PostgreSQL server that may write the original's tables, and not make or write ours.</summary>
public sealed class LogRightsTests
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_work_as_without_a_log_and_are_told_so_once_and_at_each_removal(bool isThere)
    {
        var url = await PostgresServer.UrlAsync();
        var (schema, role) = ($"test_{Guid.NewGuid():N}", $"client_{Guid.NewGuid():N}");
        await using var repository = await SmallRepository.MakeAsync($"registry: {{db: '{url}', namespace: {schema}}}");
        await repository.Butler.Registry.Collections.RegisterAsync(["u/run", "u/a"], CollectionType.Run, null, Token);
        await repository.Butler.Datastore.PrepareAsync(Token);
        await PostgresTestServer.RunAsync($"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO {role}; GRANT ALL ON ALL SEQUENCES IN SCHEMA {schema} TO {role}");
        if (isThere)
            await new ChainDefinition { Parent = "u/first", Children = ["u/run"] }.ApplyAsync(repository.Butler.Registry, Token);
        var config = Path.Combine(repository.Root, "butler.yaml");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, Token)).Replace("postgres@", $"{role}@", StringComparison.Ordinal), Token);
        var log = new ListLog();
        await repository.ReopenAsync(new() { Access = RegistryAccess.ReadWrite, Log = log });
        foreach (var members in (string[][])[["u/run"], ["u/a", "u/run"]])
            await new ChainDefinition { Parent = "u/chain", Children = members }.ApplyAsync(repository.Butler.Registry, Token);
        (await repository.Butler.Registry.Collections.GetAsync("u/chain", Token)).Children.ShouldBe(["u/a", "u/run"]);
        await repository.Butler.RemoveRunsAsync(["u/a"], SkyButler.Transfers.RunRemoval.UnlinkFromChains, Token);
        log.Messages.Count.ShouldBe(2);
        log.Messages[0].ShouldContain("not logged");
        log.Messages[1].ShouldContain("What is removed can't be taken back");
    }
}
