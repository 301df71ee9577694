using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry;

public sealed class SqliteErrorTests
{
    [Theory]
    [InlineData(13, "is full")]
    [InlineData(8, "can't be written")]
    [InlineData(776, "open it once with write access")]
    [InlineData(11, "is damaged")]
    [InlineData(14, "There is no database")]
    [InlineData(26, "is not an SQLite database")]
    [InlineData(5, "is locked by another process")]
    [InlineData(266, "check the disk")]
    public void Every_trouble_says_where_and_what_to_do_in_one_line(int code, string advice)
    {
        var error = SqliteErrors.Describe(code, "detail\nof it".ReplaceLineEndings(" "), "/nowhere/gen3.sqlite3", "SELECT 1");

        error.ShouldBeAssignableTo<RegistryException>();
        error.Message.ShouldContain("/nowhere/gen3.sqlite3");
        error.Message.ShouldContain(advice);
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_cancelled_query_is_a_cancellation() =>
        SqliteErrors.Describe(9, "", "x", "").ShouldBeAssignableTo<OperationCanceledException>();

    [Theory]
    [InlineData(2067, ConstraintKind.Unique)]
    [InlineData(1555, ConstraintKind.Unique)]
    [InlineData(787, ConstraintKind.ForeignKey)]
    [InlineData(275, ConstraintKind.Check)]
    [InlineData(1299, ConstraintKind.NotNull)]
    public void Refused_rows_say_which_rule(int code, object kind) =>
        ((ConstraintException)SqliteErrors.Describe(code, "x", "x", "x")).Kind.ShouldBe((ConstraintKind)kind);

    [Fact]
    public async Task A_file_that_may_only_be_read_is_refused_to_a_writer()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Skip("the administrator may write any file");
        await using var test = await TestRegistry.EmptyAsync();
        File.SetAttributes(test.DatabaseFile, FileAttributes.ReadOnly);

        var error = await Should.ThrowAsync<RegistryException>(test.OpenAsync(SkyButler.Registry.RegistryAccess.ReadWrite));

        error.Message.ShouldContain("can't be written");
    }

    [Fact]
    public async Task A_damaged_file_is_told()
    {
        using var folder = new TemporaryDirectory();
        await using (var test = await TestRegistry.EmptyAsync())
            File.Copy(test.DatabaseFile, folder.File("gen3.sqlite3"));
        await using (var file = File.OpenWrite(folder.File("gen3.sqlite3")))
            file.SetLength(file.Length / 3);

        var error = await Should.ThrowAsync<RegistryException>(async () =>
        {
            await using var registry = await SkyButler.Registry.SqlRegistry.OpenAsync(
                TestRegistry.SettingsFor(default, $"sqlite:///{folder.File("gen3.sqlite3")}"), SkyButler.Registry.RegistryAccess.ReadOnly, TestContext.Current.CancellationToken);
            await registry.Collections.SummariesAsync((await registry.Collections.QueryAsync(["*"], null, TestContext.Current.CancellationToken)).Select(c => c.Name).ToList(), TestContext.Current.CancellationToken);
        });

        error.Message.ShouldContain("damaged");
    }
}
