using SkyButler.CommandLine.Programs;

return await ProgramHost.RunAsync(args);
