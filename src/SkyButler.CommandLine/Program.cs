using SkyButler.CommandLine.Programs;

NativeFolder.Use();
return await ProgramHost.RunAsync(args);
