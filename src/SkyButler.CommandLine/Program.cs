using SkyButler.CommandLine.Programs;

return args is [WorkerProgram.Word] ? await WorkerProgram.RunAsync() : await ProgramHost.RunAsync(args);
