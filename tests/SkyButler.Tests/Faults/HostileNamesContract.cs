using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Faults;

/// <summary>
/// Names that others made up and that lead elsewhere, here or on another system: refused by name before anything is written, wherever they
/// come from and however files come in.
/// </summary>
public abstract class HostileNamesContract
{
    private static readonly string TooLong = new('x', 300);

    private protected static CancellationToken Token => SmallRepository.Token;

    /// <summary>Names of runs, which become folders, and why they are refused.</summary>
    public static TheoryData<string, string> Runs => new()
    {
        { "u/../../evil", "'..'" },
        { "..", "'..'" },
        { "u/..", "'..'" },
        { "/etc/evil", "absolute" },
        { "u/evil./x", "ends in a dot" },
        { "u/...", "ends in a dot" },
        { "u/" + TooLong, "longer than 255" },
        { "u/e\u0301t", "accent apart" },
        { "u/10\u212b", "U\\+212B" },
        { ".skybutler/journal", "kept for the datastore" },
    };

    /// <summary>Values of data IDs, and why they are refused.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "..", "'..'" },
        { "a.", "ends in a dot" },
        { TooLong, "longer than 255" },
        { "e\u0301t", "accent apart" },
        { "\u1112\u1161\u11ab", "accent apart" },
    };

    /// <summary>Values of which the template makes names that lead nowhere else, and these names.</summary>
    public static TheoryData<string, string> MadeSafe => new()
    {
        { "../../evil", ".._.._evil" },
        { "/etc/evil", "_etc_evil" },
        { "C:\\evil", "C__evil" },
        { "%2E%2E%2Fevil", "_2E_2E_2Fevil" },
        { "a\nb\u0085", "a_b_" },
    };

    /// <summary>How files come in under names that the template makes.</summary>
    private protected abstract IEnumerable<TransferMode> Modes { get; }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_run_whose_name_leads_elsewhere_gets_no_files(string run, string reason)
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        await repository.Butler.Registry.Collections.RegisterAsync([run], CollectionType.Run, null, Token);
        await EachIsRefusedAsync(repository, repository.Ref(type, Group("g1"), run), reason);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_data_ID_whose_value_leads_elsewhere_gets_no_files(string value, string reason)
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        await InsertGroupAsync(repository, value);
        await EachIsRefusedAsync(repository, repository.Ref(type, Group(value)), reason);
    }

    [Theory]
    [MemberData(nameof(MadeSafe))]
    public async Task Values_that_the_template_makes_safe_stay_below_the_root(string value, string safe)
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        // Some are there from the beginning.
        await InsertGroupAsync(repository, value);
        await repository.Butler.PutAsync([(new Dictionary<string, int>(), repository.Ref(type, Group(value)))], Token);
        (await FilesAsync(repository)).ShouldHaveSingleItem().ShouldBe($"u/run/info/{safe}/info_Cam_{safe.Replace('.', '_')}_u_run.yaml");
    }

    [Fact]
    public async Task A_template_that_leads_elsewhere_is_refused()
    {
        await using var repository = await MakeAsync("  templates:\n    default: '{run:/}/../../{group}_{instrument}_{datasetType}'\n");
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        await EachIsRefusedAsync(repository, repository.Ref(type, Group("g1")), "climbs");
    }

    [Theory]
    [InlineData("a\0b.yaml", "NUL")]
    [InlineData("file:///tmp/a%00b.yaml", "NUL")]
    [InlineData("s3://first/a/%2E%2E/b.yaml", "'..'")]
    [InlineData("http://127.0.0.1:1/a/../b.yaml", "'..'")]
    [InlineData("http://127.0.0.1:1/a/%2E%2E/b.yaml", "'..'")]
    [InlineData("https://127.0.0.1:1/b.yaml?X-Amz-Expires=9&X-Amz-Signature=abc", "signed")]
    [InlineData("https://127.0.0.1:1/b.yaml?Expires=9&Signature=abc", "signed")]
    public async Task A_URI_that_leads_elsewhere_or_ends_to_hold_is_not_registered(string uri, string reason)
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        foreach (var mode in (TransferMode[])[TransferMode.Direct, TransferMode.Split])
            await IsRefusedAsync(repository, repository.Ref(type, Group("g1")), reason, dataset => repository.Butler.IngestAsync([new(uri, [dataset])], new() { Transfer = mode }, Token));
    }

    [Fact]
    public async Task A_signature_is_no_part_of_the_error()
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        var error = await Should.ThrowAsync<DatastoreException>(() => repository.Butler.IngestAsync(
            [new("https://127.0.0.1:1/b.yaml?X-Amz-Signature=secret", [repository.Ref(type, Group("g1"))])], new() { Transfer = TransferMode.Direct }, Token));
        error.Message.ShouldContain("ingest it by copy");
        error.Message.ShouldNotContain("secret");
    }

    /// <summary>A repository of the kind, without any files.</summary>
    private protected abstract Task<SmallRepository> MakeAsync(string datastore = "");

    /// <summary>Names of the files of datasets.</summary>
    private protected abstract Task<IReadOnlyList<string>> FilesAsync(SmallRepository repository);

    private protected static DataId Group(string name) => new() { ["instrument"] = "Cam", ["group"] = name };

    private protected async Task IsRefusedAsync(SmallRepository repository, DatasetRef dataset, string reason, Func<DatasetRef, Task> work)
    {
        var (files, outside) = (await FilesAsync(repository), Outside(repository));
        var error = await Should.ThrowAsync<Exception>(() => work(dataset));
        (error is ButlerException or ResourceException).ShouldBeTrue(error.ToString());
        error.Message.ShouldMatch(reason);
        error.Message.ShouldNotContain('\n');
        (await FilesAsync(repository)).ShouldBe(files);
        Outside(repository).ShouldBe(outside);
        repository.OpenEntries().ShouldBeEmpty();
        (await repository.Butler.Registry.Datasets.GetAsync([dataset.Id], Token)).ShouldBeEmpty();
    }

    private async Task EachIsRefusedAsync(SmallRepository repository, DatasetRef dataset, string reason)
    {
        await IsRefusedAsync(repository, dataset, reason, d => repository.Butler.PutAsync([(new Dictionary<string, int>(), d)], Token));
        var source = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        foreach (var mode in Modes)
            await IsRefusedAsync(repository, dataset, reason, d => repository.Butler.IngestAsync([new(source, [d])], new() { Transfer = mode }, Token));
    }

    private static async Task InsertGroupAsync(SmallRepository repository, string name)
    {
        var element = repository.Butler.Universe["group"];
        var record = DimensionRecord.Create(element, new Dictionary<string, object?> { ["instrument"] = "Cam", ["name"] = name });
        await repository.Butler.Registry.Records.InsertAsync(element, [record], RecordInsertMode.SkipExisting, Token);
    }

    // Files beside the repository, such as those that are taken in.
    private static List<string> Outside(SmallRepository repository) =>
        [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(repository.Root)!).Where(path => path != repository.Root).Order(StringComparer.Ordinal)];
}
