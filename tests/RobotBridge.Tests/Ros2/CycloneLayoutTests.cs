using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Robotics.RobotBridge.Ros2.Dds;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>The memory layouts written down here against the compiler's, from Cyclone DDS's installed headers.</summary>
public sealed class CycloneLayoutTests
{
    private const string Source = """
        #include <stddef.h>
        #include <stdio.h>
        #include "dds/dds.h"
        #include "dds/ddsi/ddsi_serdata.h"
        #include "dds/ddsi/ddsi_sertype.h"
        #include "dds/ddsi/q_radmin.h"
        int main(void) {
          printf("%zu %zu %zu\n", sizeof(struct ddsi_serdata), offsetof(struct ddsi_serdata, refc), offsetof(struct ddsi_serdata, type));
          printf("%zu %zu\n", sizeof(struct ddsi_sertype), offsetof(struct ddsi_sertype, allowed_data_representation));
          printf("%zu %zu %zu %zu %zu\n", offsetof(struct nn_rdata, rmsg), offsetof(struct nn_rdata, nextfrag), offsetof(struct nn_rdata, min),
            offsetof(struct nn_rdata, maxp1), offsetof(struct nn_rdata, payload_zoff));
          printf("%zu\n", sizeof(struct nn_rmsg));
          printf("%zu %zu\n", sizeof(struct ddsi_sertype_ops), sizeof(struct ddsi_serdata_ops));
          printf("%zu %zu %zu\n", sizeof(dds_sample_info_t), offsetof(dds_sample_info_t, valid_data), offsetof(dds_sample_info_t, source_timestamp));
          printf("%zu %zu\n", sizeof(dds_requested_incompatible_qos_status_t), offsetof(dds_requested_incompatible_qos_status_t, last_policy_id));
          return 0;
        }
        """;

    [Fact]
    public void Layouts_equal_those_of_the_installed_headers() => Assert.Equal(
        [
            $"{CycloneLayout.SampleSize} {CycloneLayout.SampleReferences} {CycloneLayout.SampleType}",
            $"{CycloneLayout.TypeSize} {CycloneLayout.TypeRepresentations}",
            $"{CycloneLayout.FragmentMessage} {CycloneLayout.FragmentNext} {CycloneLayout.FragmentFrom} {CycloneLayout.FragmentTo} {CycloneLayout.FragmentPayload}",
            $"{CycloneLayout.MessageHeaderSize}",
            $"{Marshal.SizeOf<CycloneTypeFunctions>()} {Marshal.SizeOf<CycloneSampleFunctions>()}",
            $"{Marshal.SizeOf<CycloneSampleInfo>()} {Offset<CycloneSampleInfo>(nameof(CycloneSampleInfo.IsValid))} {Offset<CycloneSampleInfo>(nameof(CycloneSampleInfo.SourceTimestamp))}",
            $"{Marshal.SizeOf<CycloneIncompatible>()} {Offset<CycloneIncompatible>(nameof(CycloneIncompatible.LastPolicy))}",
        ],
        CompileAndRun());

    private static nint Offset<T>(string field) => Marshal.OffsetOf<T>(field);

    private static string[] CompileAndRun()
    {
        var binary = Path.Combine(Path.GetTempPath(), $"cyclone-layout-{Environment.ProcessId}");
        try
        {
            var (exit, _) = Start("gcc", ["-x", "c", "-o", binary, "-"], Source);
            Assert.SkipWhen(exit != 0, "the headers of Cyclone DDS (cyclonedds-dev) are not installed");
            return Start(binary, [], "").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no gcc here");
            return [];
        }
        finally
        {
            File.Delete(binary);
        }
    }

    private static (int Exit, string Output) Start(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return (process.ExitCode, output);
    }
}
