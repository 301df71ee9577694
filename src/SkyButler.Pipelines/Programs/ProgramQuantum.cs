using System.Globalization;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Errors;
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
                directory.Remove();
            else
                context.Log.LogInformation("The directory of the program is kept: {Directory}", directory.Path);
        }
    }

    private async Task RunAsync(WorkDirectory directory, QuantumInputs inputs, QuantumOutputs outputs, CancellationToken cancellationToken)
    {
        var values = new ProgramValues(config, context, directory);
        var staged = await new InputStager(config, templates, context, directory).StageAsync(inputs, values.Name, cancellationToken).ConfigureAwait(false);
        values.SetInputs(staged);
        var files = templates.Files.ToDictionary(f => f.Key, f => values.Name(f.Value, null), StringComparer.Ordinal);
        foreach (var file in files.Values)
            Directory.CreateDirectory(Path.GetDirectoryName(directory.File(file))!);
        values.SetOutputs(files);
        values.SetLists(await new ListWriter(config, templates, directory).WriteAsync(values, cancellationToken).ConfigureAwait(false));
        var call = Call(values, directory);
        NoteCall(call, staged);
        var stdout = new ConsoleLog(context.Log, config.StdoutLevel, "stdout", config.ConsoleLimit);
        var stderr = new ConsoleLog(context.Log, config.StderrLevel, "stderr", config.ConsoleLimit);
        ProgramEnd end;
        try
        {
            end = await ProgramRunner.RunAsync(call, stdout, stderr, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            stdout.Finish();
            stderr.Finish();
        }

        NoteEnd(end);
        Judge(end, call, stderr.LastLine ?? stdout.LastLine);
        var read = staged.Values.SelectMany(s => s).Select(s => s.LocalFile).OfType<string>().ToHashSet(StringComparer.Ordinal);
        await new OutputCollector(config, context, directory).CollectAsync(files, read, outputs, cancellationToken).ConfigureAwait(false);
    }

    private ProgramCall Call(ProgramValues values, WorkDirectory directory)
    {
        var arguments = values.Arguments(templates.Command);
        return new ProgramCall
        {
            File = ProgramSearch.Find(arguments[0], ProgramEnvironment.SearchPath(config)),
            Arguments = arguments,
            Environment = ProgramEnvironment.Make(config, templates, values, context.Resources),
            Directory = directory.Path,
            Stdin = Stream(templates.Stdin),
            Stdout = Stream(templates.Stdout),
            Timeout = config.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Grace = TimeSpan.FromSeconds(config.Grace),
        };

        string? Stream(TextTemplate? template) => template is null ? null : Path.GetFullPath(values.Fill(template), directory.Path);
    }

    private void NoteCall(ProgramCall call, IReadOnlyDictionary<string, IReadOnlyList<StagedInput>> staged)
    {
        var line = CommandText.Show(call.Arguments);
        context.Log.LogInformation("Running {Command}", line.Length > MostShown ? line[..MostShown] + "…" : line);
        var metadata = context.Metadata.Group("program");
        metadata.SetList("arguments", call.Arguments.ToList());
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
        metadata["max_resident_set_size"] = end.Usage.MaxResidentSetSize;
        if (end.LeftChildren)
            context.Log.LogWarning("The program left processes behind, which were ended with it.");
    }

    private void Judge(ProgramEnd end, ProgramCall call, string? lastLine)
    {
        var name = Path.GetFileName(call.File);
        var said = lastLine is null ? "it printed nothing" : $"its last line: {lastLine}";
        if (end.TimedOut)
            throw new QuantumTimeoutException(string.Create(CultureInfo.InvariantCulture, $"The program '{name}' took longer than {config.Timeout} second(s) and was ended with its children; see 'timeout'; {said}"));
        if (end.Signal is { } signal)
            throw new ProgramException($"The program '{name}' was killed by signal {SignalNames.Show(signal)}; {said}");
        var code = end.ExitCode!.Value;
        if (config.SuccessCodes.Contains(code))
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
