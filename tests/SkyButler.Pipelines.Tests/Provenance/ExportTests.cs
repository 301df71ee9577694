using System.Text.Json.Nodes;
using SkyButler.Pipelines.Provenance;
using SkyButler.Pipelines.Requests;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>Provenance in formats of others, looked at by programs of others.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly GoldenPipeline pipeline = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => pipeline.Dispose();

    [Fact]
    public async Task A_prov_document_obeys_its_schema_and_is_read_as_it_was_meant()
    {
        OutsideProgram.RequirePython("jsonschema", "python3-jsonschema");
        OutsideProgram.RequirePython("prov", "python3-prov");
        var file = pipeline.Repository.Beside("prov.json");
        await FailWithRetryAsync();
        await using (var butler = await pipeline.Repository.OpenAsync())
            await new ProvenanceExporter(butler).WriteProvAsync(["u/me/*"], file, Token);

        await OutsideProgram.PythonAsync(
            "import json,sys,jsonschema\njsonschema.Draft4Validator(json.load(open(sys.argv[1]))).validate(json.load(open(sys.argv[2])))",
            Checkout.File("tests/SkyButler.Pipelines.Tests/Provenance/prov-json.schema.json"), file);
        var counts = await OutsideProgram.PythonAsync(
            """
            import sys, collections
            from prov.model import ProvDocument
            document = ProvDocument.deserialize(sys.argv[1], format='json')
            again = ProvDocument.deserialize(content=document.serialize(format='json'), format='json')
            assert document == again
            print(sorted(collections.Counter(type(r).__name__ for r in document.get_records()).items()))
            failed = [a for a in document.get_records() if any(str(k) == 'skybutler:errorMessage' for k, v in a.attributes)]
            print(len(failed), {str(v) for a in failed for k, v in a.attributes if str(k) == 'skybutler:errorMessage'})
            """,
            file);
        // 26 quanta, one of them tried twice; one execution; a user and a program. 22 succeeded: each made its output, metadata and log; two failures left a log.
        counts.ShouldContain("('ProvActivity', 28)");
        counts.ShouldContain("('ProvAgent', 2)");
        counts.ShouldContain("('ProvGeneration', 67)");
        // 7 stepA, stepB and stepC each read one; a failed stepA too; a gather read four outputs and four calibrations.
        counts.ShouldContain("('ProvUsage', 30)");
        counts.ShouldContain("2 {'asked to fail on 10041'}");
    }

    [Fact]
    public async Task An_ro_crate_opens_in_another_program()
    {
        var library = Path.Combine(Path.GetTempPath(), "skybutler-rocrate");
        var state = (await OutsideProgram.RunAsync("bash", Checkout.File("eng/rocrate.sh"), library)).Trim().Split('\n')[^1];
        Assert.SkipUnless(state == "ready", $"there is no ro-crate: {state}");
        var folder = pipeline.Repository.Beside("crate");
        await FailWithRetryAsync();
        await using (var butler = await pipeline.Repository.OpenAsync())
            await new ProvenanceExporter(butler).WriteCrateAsync([], folder, Token);

        var told = JsonNode.Parse(await OutsideProgram.RunAsync("node", "-e", """
            const fs = require('fs'), path = require('path'), { createRequire } = require('module');
            const { ROCrate } = createRequire(path.join(process.argv[1], 'x.js'))('ro-crate');
            const crate = new ROCrate(JSON.parse(fs.readFileSync(path.join(process.argv[2], 'ro-crate-metadata.json'))), { array: true, link: true });
            const root = crate.rootDataset;
            const actions = root.mentions.filter(m => m['@type'].includes('CreateAction'));
            const gather = actions.find(a => a.instrument[0].name[0] === 'gather' && a.result.length > 0);
            console.log(JSON.stringify({
              type: root['@type'], parts: root.hasPart.map(p => p['@id']), actions: actions.length,
              failed: actions.filter(a => a.error).map(a => a.error[0]),
              dangling: actions.flatMap(a => [...a.object, ...a.result]).filter(e => !e.name).length,
              read: gather.object.map(o => o.additionalType[0]).sort(), made: gather.result.map(o => o.additionalType[0]).sort(),
              agents: root.mentions.filter(m => m.agent).map(m => m.agent[0]['@type'][0]) }));
            """, library, folder))!;
        told["type"]!.ToJsonString().ShouldBe("[\"Dataset\"]");
        told["parts"]!.ToJsonString().ShouldBe("[\"prov.json\"]");
        told["actions"]!.GetValue<int>().ShouldBe(27);
        told["failed"]!.ToJsonString().ShouldBe("[\"System.InvalidOperationException: asked to fail on 10041\",\"System.InvalidOperationException: asked to fail on 10041\"]");
        told["dangling"]!.GetValue<int>().ShouldBe(0);
        told["read"]!.AsArray().Select(n => n!.GetValue<string>()).ShouldBe(["bias_info", "bias_info", "bias_info", "bias_info", "c_out", "c_out", "c_out", "c_out"]);
        told["made"]!.ToJsonString().ShouldBe("[\"gather_log\",\"gather_metadata\",\"gathered\"]");
        told["agents"]!.ToJsonString().ShouldBe("[\"Person\"]");
        File.Exists(Path.Combine(folder, "prov.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Runs_of_which_nothing_is_recorded_are_named()
    {
        await using var butler = await pipeline.Repository.OpenAsync();
        (await Should.ThrowAsync<PipelineException>(() => new ProvenanceExporter(butler).WriteProvAsync(["u/me/*"], pipeline.Repository.Beside("no.json"), Token)))
            .Message.ShouldStartWith("Nothing is recorded of the runs u/me/*;");
        File.Exists(pipeline.Repository.Beside("no.json")).ShouldBeFalse();
    }

    private Task<RunResult> FailWithRetryAsync() => pipeline.FailAsync(r => r with { Policy = new QuantumPolicy { Retries = 1 } });
}
