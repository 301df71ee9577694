using System.Globalization;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Programs.Messages;
using SkyButler.Pipelines.Programs.Outputs;
using SkyButler.Pipelines.Programs.Running;
using SkyButler.Pipelines.Programs.Settings;
using SkyButler.Pipelines.Programs.Staging;
using SkyButler.Pipelines.Programs.Templates;

namespace SkyButler.Pipelines.Programs;

/// <summary>One run of a program: its directory, its inputs, its command line, its end, its outputs.</summary>
internal sealed class ProgramQuantum(ProgramConfig config, ProgramTemplates templates, QuantumContext context)
{
    private const int MostShown = 4000;

    public async Task RunAsync(QuantumInputs inputs, QuantumOutputs outputs, CancellationToken cancellationToken)
    {
        var directory = WorkDirectory.Make(config.Directory, context.Files.Run, context.Label, DataIdText(), context.Files.Quantum);
        context.Metadata["program.directory"] = directory.Path;
        var hasSucceeded = false;
        try
        {
            await RunAsync(directory, inputs, outputs, cancellationToken).ConfigureAwait(false);
            hasSucceeded = true;
        }
        catch (NoWorkFoundException)
        {
            hasSucceeded = true;
            throw;
        }
        finally
        {
            if (config.Keep == DirectoryKeeping.Never || (config.Keep == DirectoryKeeping.OnFailure && (hasSucceeded || cancellationToken.IsCancellationRequested)))
                Remove(directory);
            else
                context.Log.LogInformation("The directory of the program is kept: {Directory}", directory.Path);
        }
    }

    private async Task RunAsync(WorkDirectory directory, QuantumInputs inputs, QuantumOutputs outputs, CancellationToken cancellationToken)
    {
        var values = new ProgramValues(config, context, directory);
        var files = templates.Files.ToDictionary(f => f.Key, f => values.Name(f.Value, null), StringComparer.Ordinal);
        var stdout = templates.Stdout switch
        {
            null => null,
            { Alone: { Kind: Placeholder.Output } output } => files[output.Arguments[0]],
            var template => values.Name(template, null),
        };
        var lists = new ListWriter(config, templates, directory);
        var taken = Reserve(files.Values.Where(f => !FilePattern.IsPattern(f)), stdout, lists.FileNames);
        var staged = await new InputStager(config, templates, context, directory, taken).StageAsync(inputs, values.Name, cancellationToken).ConfigureAwait(false);
        values.SetInputs(staged);
        foreach (var file in files.Values.Append(stdout ?? ""))
            Directory.CreateDirectory(Path.GetDirectoryName(directory.File(file))!);
        values.SetOutputs(files);
        values.SetLists(await lists.WriteAsync(values, cancellationToken).ConfigureAwait(false));
        if (templates.Before is { } before)
            await PrepareAsync(values, before, directory, cancellationToken).ConfigureAwait(false);
        var call = Call(values, directory, stdout);
        NoteCall(call, values.Shown(templates.Command), staged);
        var messages = new MessageFinder(config.Messages);
        var printed = new ConsoleLog(context.Log, config.StdoutLevel, "stdout", config.ConsoleLimit, messages.Look);
        var stderr = new ConsoleLog(context.Log, config.StderrLevel, "stderr", config.ConsoleLimit, messages.Look);
        ProgramEnd end;
        try
        {
            end = await ProgramRunner.RunAsync(call, printed, stderr, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            printed.Finish();
            stderr.Finish();
            messages.Tell(context.Log);
        }

        NoteEnd(end);
        messages.Note(context.Metadata);
        Judge(end, call, messages, stderr.LastLine ?? printed.LastLine);
        var read = staged.Values.SelectMany(s => s).Select(s => s.LocalFile).OfType<string>().ToHashSet(StringComparer.Ordinal);
        await new OutputCollector(config, context, directory).CollectAsync(files, read, outputs, cancellationToken).ConfigureAwait(false);
    }

    private async Task PrepareAsync(ProgramValues values, CommandTemplate before, WorkDirectory directory, CancellationToken cancellationToken)
    {
        var call = Call(values, values.Arguments(before), directory);
        context.Log.LogInformation("Before the program: {Command}", CommandText.Show(values.Shown(before)));
        var said = new ConsoleLog(context.Log, config.StdoutLevel, "before", config.ConsoleLimit, _ => { });
        var complained = new ConsoleLog(context.Log, config.StderrLevel, "before", config.ConsoleLimit, _ => { });
        var end = await ProgramRunner.RunAsync(call, said, complained, cancellationToken).ConfigureAwait(false);
        said.Finish();
        complained.Finish();
        if (end is not { ExitCode: 0, TimedOut: false })
            throw new ProgramException(
                $"The command '{Path.GetFileName(call.File)}' of 'before' {(end.TimedOut ? "took too long" : end.Signal is { } signal ? $"was killed by signal {SignalNames.Show(signal)}" : $"ended with exit code {end.ExitCode}")}, so the program was not started; {((complained.LastLine ?? said.LastLine) is { } line ? $"its last line: {line}" : "it printed nothing")}");
    }

    // No two of them may be one file, and least of all one that leads to a stored input.
    private static HashSet<string> Reserve(IEnumerable<string> outputs, string? stdout, IEnumerable<string> lists)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in outputs)
            if (!taken.Add(output))
                throw new ProgramException($"Two outputs would be the file '{output}'; give them different names by 'file'.");
        if (stdout is not null)
            taken.Add(stdout);
        foreach (var list in lists)
            if (!taken.Add(list))
                throw new ProgramException($"The list '{list}' has the name of another file of the program; give it another by 'file'.");
        return taken;
    }

    private ProgramCall Call(ProgramValues values, WorkDirectory directory, string? stdout)
    {
        var stdin = templates.Stdin is { } template ? Path.GetFullPath(values.Fill(template), directory.Path) : null;
        if (stdin is not null && !File.Exists(stdin))
            throw new ProgramException($"The file '{stdin}', which is to be the program's standard input, does not exist; correct 'stdin'.");
        return Call(values, values.Arguments(templates.Command), directory) with { Stdin = stdin, Stdout = stdout is null ? null : directory.File(stdout) };
    }

    private ProgramCall Call(ProgramValues values, IReadOnlyList<string> arguments, WorkDirectory directory) =>
        new()
        {
            File = ProgramSearch.Find(arguments[0], ProgramEnvironment.SearchPath(config)),
            Arguments = arguments,
            Environment = ProgramEnvironment.Make(config, templates, values, context.Resources),
            Directory = directory.Path,
            Timeout = config.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Grace = TimeSpan.FromSeconds(config.Grace),
        };

    private void Remove(WorkDirectory directory)
    {
        if (directory.Remove() is { } problem)
            context.Log.LogWarning("The directory {Directory} of the program can't be removed: {Problem}", directory.Path, problem);
    }

    private void NoteCall(ProgramCall call, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, IReadOnlyList<StagedInput>> staged)
    {
        var line = CommandText.Show(arguments);
        context.Log.LogInformation("Running {Command}", line.Length > MostShown ? line[..MostShown] + "…" : line);
        var metadata = context.Metadata.Group("program");
        metadata.SetList("arguments", arguments.ToList());
        metadata["file"] = call.File;
        metadata["host"] = Environment.MachineName;
        foreach (var input in staged.Values.SelectMany(s => s))
        {
            metadata.Add("inputs.id", input.Dataset.Id.ToString());
            metadata.Add("inputs.location", input.Location);
        }
    }

    private void NoteEnd(ProgramEnd end)
    {
        var metadata = context.Metadata.Group("program");
        if (end.ExitCode is { } code)
            metadata["exit_code"] = code;
        if (end.Signal is { } signal)
            metadata["signal"] = signal;
        metadata["wall_time"] = end.Usage.WallTime.TotalSeconds;
        metadata["user_time"] = end.Usage.UserTime.TotalSeconds;
        metadata["system_time"] = end.Usage.SystemTime.TotalSeconds;
        if (end.Usage.MaxResidentSetSize is { } most)
            metadata["max_resident_set_size"] = most;
        if (end.LeftChildren)
            context.Log.LogWarning("The program left processes behind, which were ended with it.");
    }

    private void Judge(ProgramEnd end, ProgramCall call, MessageFinder messages, string? lastLine)
    {
        var name = Path.GetFileName(call.File);
        var said = lastLine is null ? "it printed nothing" : $"its last line: {lastLine}";
        if (end.TimedOut)
            throw new QuantumTimeoutException(string.Create(CultureInfo.InvariantCulture, $"The program '{name}' took longer than {config.Timeout} second(s) and was ended with its children; see 'timeout'; {said}"));
        if (end.Signal is { } signal)
            throw new ProgramException($"The program '{name}' was killed by signal {SignalNames.Show(signal)}; {said}");
        var code = end.ExitCode!.Value;
        var isSuccess = config.SuccessCodes.Contains(code);
        if (isSuccess || config.NoWorkCodes.Contains(code))
            messages.Judge(name);
        if (isSuccess)
            return;
        if (config.NoWorkCodes.Contains(code))
            throw new NoWorkFoundException($"The program '{name}' ended with exit code {code}, which says that there was nothing to do.");
        var message = $"The program '{name}' ended with exit code {code}; {said}";
        throw config.RepeatableErrorCodes.Contains(code) ? new RepeatableQuantumException(message) : new ProgramException(message);
    }

    private string DataIdText() => context.DataId.Dimensions.Required.Count == 0
        ? "all"
        : string.Join('_', context.DataId.Items.Take(context.DataId.Dimensions.Required.Count).Select(i => i.Value.ToString()));
}
