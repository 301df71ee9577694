namespace SkyButler.Tests.History;

/// <summary>On SQLite.</summary>
public sealed class SqliteUndoTests : UndoContract
{
    private protected override Task<UndoneRepository> MakeAsync() => UndoneRepository.MakeAsync();
}
