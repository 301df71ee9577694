using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Programs.Running;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>How programs end, and what they print.</summary>
public sealed class ProgramEndTests : IAsyncLifetime
{
    private ProgramRepository repository = null!;

    public async ValueTask InitializeAsync() => repository = await ProgramRepository.MakeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_exit_code_is_a_failure_that_tells_what_the_program_said_last()
    {
        var result = await RunAsync("echo before; echo 'no such star' >&2; exit 3");
        result.ExitCode.ShouldBe(1);
        result.Quanta.Single().ErrorMessage.ShouldBe("The program 'script' ended with exit code 3; its last line: no such star");
        (await repository.LogAsync("work", 1, 1, result.OutputRun)).ShouldContain("before");
    }

    [Fact]
    public async Task Exit_codes_mean_what_the_configuration_says()
    {
        var success = await RunAsync("echo x > out.dat; exit 4", "successCodes: [0, 4]");
        success.ExitCode.ShouldBe(0);
        (await repository.MetadataAsync("work", 1, 1, success.OutputRun))["work.program.exit_code"].ShouldBe(4L);
        var nothing = await RunAsync("exit 5", "noWorkCodes: [5]");
        nothing.ExitCode.ShouldBe(0);
        ((SuccessCaveats)(int)(long)(await repository.MetadataAsync("work", 1, 1, nothing.OutputRun))["quantum.caveats"]!).ShouldBe(SuccessCaveats.NoWork | SuccessCaveats.AllOutputsMissing | SuccessCaveats.AnyOutputsMissing);
        var repeatable = await RunAsync("exit 6", "repeatableErrorCodes: [6]");
        repeatable.Quanta.Single().IsRepeatable.ShouldBeTrue();
    }

    [Fact]
    public async Task Death_by_a_signal_is_named() =>
        (await RunAsync("kill -SEGV $$")).Quanta.Single().ErrorMessage.ShouldBe("The program 'script' was killed by signal 11 (SIGSEGV); it printed nothing");

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_its_children()
    {
        var pids = repository.Beside("pids");
        var result = await RunAsync($"trap '' TERM; sleep 1000 & echo $! > {pids}; echo $$ >> {pids}; while :; do sleep 1000; done", "timeout: 0.3", "grace: 0.2");
        var quantum = result.Quanta.Single();
        quantum.Status.ShouldBe(QuantumStatus.Timeout);
        quantum.ErrorMessage.ShouldNotBeNull().ShouldContain("longer than 0.3 second(s)");
        foreach (var pid in await File.ReadAllLinesAsync(pids, TestContext.Current.CancellationToken))
            IsRunning(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task Children_that_a_program_leaves_behind_are_ended_with_it()
    {
        var pids = repository.Beside("pids");
        var result = await RunAsync($"sleep 1000 & echo $! > {pids}; echo made > out.dat");
        result.ExitCode.ShouldBe(0);
        IsRunning((await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken)).Trim()).ShouldBeFalse();
        repository.Log.At(LogLevel.Warning).ShouldContain(m => m.Contains("left processes behind", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_stops_a_run_stops_its_programs()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var pids = repository.Beside("pids");
        repository.Log.Written += message =>
        {
            if (message == "ready")
                stop.Cancel();
        };
        var program = repository.Program("script", $"echo $$ > {pids}; echo ready; exec sleep 1000");
        await Should.ThrowAsync<OperationCanceledException>(
            () => repository.Survey.Runner.RunAsync(repository.Request(repository.Pipeline($"command: {program}"), "exposure=1 AND detector=1"), stop.Token));
        IsRunning((await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken)).Trim()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("echo \"setpriv: unrecognized option '--pdeathsig'\" >&2; exit 127")]
    public void A_setpriv_that_knows_no_signal_at_the_end_of_its_parent_is_none(string lines) =>
        ProgramGuard.Find(repository.Program("setpriv", lines)).ShouldBeNull();

    [Fact]
    public void One_that_does_it_is_used()
    {
        var guard = repository.Program("setpriv", "[ \"$1 $2 $3\" = '--pdeathsig KILL --' ] || exit 1; shift 3; exec \"$@\"");
        ProgramGuard.Find(guard).ShouldBe(guard);
        ProgramGuard.Find(repository.Beside("none")).ShouldBeNull();
    }

    [Fact]
    public void A_program_ends_with_the_process_that_started_it()
    {
        // To the kernel the end of the thread that started it is what the end of the process is.
        var (read, write) = NativeProcess.MakePipe();
        var process = 0;
        var parent = new Thread(() =>
        {
            process = NativeProcess.Start(
                new ProgramCall { File = "/bin/sh", Arguments = ["sh", "-c", "echo started; exec sleep 1000"], Environment = new Dictionary<string, string>(), Directory = "/" }, write, write);
            NativeProcess.CloseDescriptor(write);
            _ = NativeProcess.ReadSome(read, new byte[64]);
        });
        parent.Start();
        parent.Join();
        // The pipe's end comes when the program has gone.
        NativeProcess.ReadSome(read, new byte[64]).ShouldBe(0);
        NativeProcess.CloseDescriptor(read);
        (NativeProcess.Reap(process).Status & 0x7F).ShouldBe(NativeProcess.Kill);
    }

    [Fact]
    public async Task Too_many_arguments_are_told_with_a_way_out() =>
        (await RunAsync("true", "arguments: ['" + new string('x', 200_000) + "']")).Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("{listfile:INPUT}");

    [Fact]
    public async Task Much_output_keeps_its_beginning_and_its_end()
    {
        var result = await RunAsync("yes 'a line like any other' | head -n 3000000; echo last; echo made > out.dat", "consoleLimit: 2000");
        result.ExitCode.ShouldBe(0);
        var log = await repository.LogAsync("work", 1, 1, result.OutputRun);
        log.Count.ShouldBeLessThan(120);
        log.Count(m => m == "a line like any other").ShouldBeGreaterThan(50);
        log.ShouldContain("last");
        log.ShouldContain(m => m.Contains("lines (", StringComparison.Ordinal) && m.Contains("stdout are left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_text_is_shown_and_does_nothing()
    {
        var result = await RunAsync("printf 'na\\303\\257ve \\377\\376 \\033[31mred\\n'; printf '10%%\\r20%%\\r'; printf 'no end'; echo made > out.dat");
        (await repository.LogAsync("work", 1, 1, result.OutputRun)).ShouldBeSubsetOf([.. await repository.LogAsync("work", 1, 1, result.OutputRun)]);
        var log = await repository.LogAsync("work", 1, 1, result.OutputRun);
        foreach (var line in new[] { "naïve \\xff\\xfe \\x1b[31mred", "10%", "20%", "no end" })
            log.ShouldContain(line);
    }

    [Fact]
    public async Task An_output_that_is_not_made_is_a_failure_unless_it_may_be_left_out()
    {
        var failed = await RunAsync("exit 0");
        failed.Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("made no 'out.dat'");
        var optional = await repository.RunAsync(
            repository.Pipeline($"command: {repository.Program("script", "exit 0")}", "thing: {storage_class: ForeignThing, file: out.dat, optional: true, formatter: BytesFormatter}"), "exposure=1 AND detector=1");
        optional.ExitCode.ShouldBe(0);
        ((SuccessCaveats)(int)(long)(await repository.MetadataAsync("work", 1, 1, optional.OutputRun))["quantum.caveats"]!).ShouldBe(SuccessCaveats.AllOutputsMissing | SuccessCaveats.AnyOutputsMissing);
    }

    [Fact]
    public async Task The_end_of_a_program_that_closed_its_streams_is_seen() =>
        (await RunAsync("exec 1>&- 2>&-; echo made > out.dat")).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Programs_die_of_closed_pipes_as_they_do_elsewhere() =>
        (await RunAsync("yes | head -n 1 > out.dat")).ExitCode.ShouldBe(0);

    [Fact]
    public async Task A_program_that_is_not_there_is_told_before_anything_runs()
    {
        var error = await Should.ThrowAsync<PipelineException>(() => repository.RunAsync(repository.Pipeline("command: no-such-program-anywhere")));
        error.Message.ShouldStartWith("There is no program 'no-such-program-anywhere' in ");
    }

    [Fact]
    public async Task Resources_and_host_are_in_the_metadata()
    {
        var result = await RunAsync("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo made > out.dat");
        var metadata = await repository.MetadataAsync("work", 1, 1, result.OutputRun);
        metadata["work.program.host"].ShouldBe(Environment.MachineName);
        ((double)metadata["work.program.user_time"]!).ShouldBeGreaterThan(0);
        // A shell needs less than this process, whose figure must not pass for the shell's.
        metadata["work.program.max_resident_set_size"].ShouldBeNull();
        metadata["work.program.outputs.file"].ShouldBe("out.dat");
        metadata["work.program.outputs.size"].ShouldBe(5L);
    }

    private static bool IsRunning(string pid) => File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);

    private Task<RunResult> RunAsync(string script, params IReadOnlyList<string> fields) => repository.RunAsync(
        repository.Pipeline(string.Join('\n', [$"command: {repository.Program("script", script)}", .. fields])), "exposure=1 AND detector=1");
}
