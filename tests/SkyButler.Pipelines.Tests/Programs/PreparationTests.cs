using System.Text.Json;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Resources.Checksums;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>Scripts for a shell, what runs before a program, and what is told of its outputs.</summary>
public sealed class PreparationTests : IAsyncLifetime
{
    private const string One = "exposure=1 AND detector=1";
    private ProgramRepository repository = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => repository = await ProgramRepository.MakeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_script_goes_through_a_shell_when_that_is_asked_for()
    {
        var result = await repository.RunAsync(
            repository.Pipeline("shell: true\ncommand: \"tr a-z A-Z < {in:frame} | sed 's/ /_/g' > {out:thing}; echo {param:odd} >> {out:thing}\"\nparameters: {odd: \"it's $(touch ran); `x` \\\"y\\\"\"}"), One);
        result.ExitCode.ShouldBe(0);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("FRAME_1_1\nit's $(touch ran); `x` \"y\"\n");
    }

    [Theory]
    [InlineData("cat > {out:thing} <<EOF\nNAME {param:odd}\nEOF\necho end >> {out:thing}", "NAME %\nend\n")]
    [InlineData("# it's a comment\necho '<' {param:odd} '>' > {out:thing}", "< % >\n")]
    [InlineData("x=`echo {param:odd}`; printf '%s\\n' \"$x\" > {out:thing}", "%\n")]
    [InlineData("echo \"a {param:odd} b\" > {out:thing}", "a % b\n")]
    [InlineData("f() {{ echo {param:odd} \"$1\"; }}; f x > {out:thing}", "% x\n")]
    [InlineData("echo it\\'s {param:odd} > {out:thing}", "it's % \n")]
    public async Task Values_are_no_commands_wherever_they_stand_in_a_script(string script, string expected)
    {
        var odd = $"a'b $(touch {repository.Beside("ran")}); `touch {repository.Beside("ran")}` \"*\" ${{HOME}}";
        var fields = $"shell: true\ncommand: {JsonSerializer.Serialize(script)}\nparameters: {{odd: {JsonSerializer.Serialize(odd)}}}";
        var result = await repository.RunAsync(repository.Pipeline(fields), One);
        result.ExitCode.ShouldBe(0);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).TrimEnd().ShouldBe(expected.Replace("%", odd, StringComparison.Ordinal).TrimEnd());
        File.Exists(repository.Beside("ran")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("command: \"cat '{in:frame}'\"", "{in:frame} stands within single quotes")]
    [InlineData("command: \"cat <<'EOF'\\n{in:frame}\\nEOF\"", "{in:frame} stands in a here-document whose delimiter is quoted")]
    [InlineData("command: 'echo \\{in:frame}'", "a backslash stands before {in:frame}")]
    [InlineData("command: \"true # of {in:frame}\"", "a placeholder stands in a comment")]
    [InlineData("command: 'true'\nbefore: ''", "the program comes first")]
    [InlineData("command: [cat, '{in:frame}']", "it is one text")]
    [InlineData("command: cat\narguments: [x]", "a script for a shell has none")]
    public async Task Scripts_are_checked_when_the_pipeline_is_loaded(string fields, string message) =>
        (await Should.ThrowAsync<TaskConfigException>(() => TestPipelines.TasksAsync(repository.Pipeline("shell: true\n" + fields)))).Message.ShouldContain(message);

    [Fact]
    public async Task What_is_to_be_done_before_is_done_in_the_directory_of_the_quantum()
    {
        var fetch = repository.Program("fetch", "echo \"fetched $1\" > tape.txt");
        var result = await repository.RunAsync(repository.Pipeline($"before: '{fetch} {{id:exposure}}'\ncommand: cp tape.txt {{out:thing}}"), One);
        result.ExitCode.ShouldBe(0);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("fetched 1\n");
    }

    [Fact]
    public async Task Nothing_runs_when_what_comes_before_fails()
    {
        var ran = repository.Beside("ran");
        var fetch = repository.Program("fetch", "echo 'no such tape' >&2; exit 7");
        var result = await repository.RunAsync(repository.Pipeline($"before: {fetch}\ncommand: {repository.Program("make", $"touch {ran}; echo x > out.dat")}"), One);
        result.Quanta.Single().ErrorMessage.ShouldBe("The command 'fetch' of 'before' ended with exit code 7, so the program was not started; its last line: no such tape");
        File.Exists(ran).ShouldBeFalse();
    }

    [Fact]
    public async Task Metadata_tell_the_size_and_checksum_of_each_output_and_how_many_came_in()
    {
        var result = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", "printf abc > out.dat")}"), One);
        var metadata = await repository.MetadataAsync("work", 1, 1, result.OutputRun);
        metadata["work.program.outputs.size"].ShouldBe(3L);
        // BLAKE2b of "abc": RFC 7693, appendix A.
        metadata["work.program.outputs.checksum"].ShouldBe("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
        metadata["work.program.n_ingest"].ShouldBe(1L);
        (await Checksum.OfFileAsync((await repository.FindAsync("thing", 1, 1, result.OutputRun))!, Token)).ShouldBe((string)metadata["work.program.outputs.checksum"]!);
    }
}
