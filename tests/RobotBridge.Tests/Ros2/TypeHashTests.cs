using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Definitions;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Tests.Ros2;

public sealed class TypeHashTests
{
    /// <summary>As ROS 2 Iron's own build computes them.</summary>
    [Theory]
    [InlineData("std_msgs/msg/String", "df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18")]
    [InlineData("std_msgs/msg/Header", "f49fb3ae2cf070f793645ff749683ac6b06203e41c891e17701b1cb597ce6a01")]
    [InlineData("std_msgs/msg/Bool", "feb91e995ff9ebd09c0cb3d2aed18b11077585839fb5db80193b62d74528f6c9")]
    [InlineData("std_msgs/msg/Float32", "7170d3d8f841f7be3172ce5f4f59f3a4d7f63b0447e8b33327601ad64d83d6e2")]
    [InlineData("std_msgs/msg/Float64", "705ba9c3d1a09df43737eb67095534de36fd426c0587779bda2bc51fe790182a")]
    [InlineData("std_msgs/msg/Float64MultiArray", "1025ddc6b9552d191f89ef1a8d2f60f3d373e28b283d8891ddcc974e8c55397f")]
    [InlineData("std_msgs/msg/Float32MultiArray", "0599f6f85b4bfca379873a0b4375a0aca022156bd2d7021275d116ed1fa8bfe0")]
    [InlineData("sensor_msgs/msg/JointState", "a13ee3a330e346c9d87b5aa18d24e11690752bd33a0350f11c5882bc9179260e")]
    [InlineData("sensor_msgs/msg/CompressedImage", "15640771531571185e2efc8a100baf923961a4d15d5569652e6cb6691e8e371a")]
    [InlineData("sensor_msgs/msg/Image", "d31d41a9a4c4bc8eae9be757b0beed306564f7526c88ea6a4588fb9582527d47")]
    [InlineData("sensor_msgs/msg/Joy", "0d356c79cad3401e35ffeb75a96a96e08be3ef896b8b83841d73e890989372c5")]
    [InlineData("trajectory_msgs/msg/JointTrajectory", "179b33eba59d676f6d967ac71fe35e7ca2f64b2f3928f4a018cec115e213796e")]
    [InlineData("trajectory_msgs/msg/JointTrajectoryPoint", "de8907036d8bd45aac6f30cc9044a3d4a329c42cbf719aff7d95a584cfa532d7")]
    [InlineData("geometry_msgs/msg/Vector3", "cc12fe83e4c02719f1ce8070bfd14aecd40f75a96696a67a2a1f37f7dbb0765d")]
    [InlineData("geometry_msgs/msg/Point", "6963084842a9b04494d6b2941d11444708d892da2f4b09843b9c43f42a7f6881")]
    [InlineData("geometry_msgs/msg/Quaternion", "8a765f66778c8ff7c8ab94afcc590a2ed5325a1d9a076ffff38fbce36f458684")]
    [InlineData("geometry_msgs/msg/Pose", "d501954e9476cea2996984e812054b68026ae0bfae789d9a10b23daf35cc90fa")]
    [InlineData("geometry_msgs/msg/PoseStamped", "10f3786d7d40fd2b54367835614bff85d4ad3b5dab62bf8bca0cc232d73b4cd8")]
    [InlineData("geometry_msgs/msg/Twist", "9c45bf16fe0983d80e3cfe750d6835843d265a9a6c46bd2e609fcddde6fb8d2a")]
    [InlineData("geometry_msgs/msg/TwistStamped", "5f0fcd4f81d5d06ad9b4c4c63e3ea51b82d6ae4d0558f1d475229b1121db6f64")]
    [InlineData("geometry_msgs/msg/Wrench", "018e8519d57c16adbe97c9fe1460ef21fec7e31bc541de3d653a35895677ce52")]
    [InlineData("geometry_msgs/msg/WrenchStamped", "8dc3deaf06b2ab281f9f9a742a8961c328ca7cec16e3fd6586d3a5c83fa78f77")]
    [InlineData("rosgraph_msgs/msg/Clock", "692f7a66e93a3c83e71765d033b60349ba68023a8c689a79e48078bcb5c58564")]
    [InlineData("rcl_interfaces/msg/Log", "e28ce254ca8abc06abf92773b74602cdbf116ed34fbaf294fb9f81da9f318eac")]
    [InlineData("rmw_dds_common/msg/ParticipantEntitiesInfo", "91a0593bacdcc50ea9bdcf849a938b128412cc1ea821245c663bcd26f83c295e")]
    public void Hashes_equal_those_of_ROS_2(string name, string hash) =>
        Assert.Equal("RIHS01_" + hash, TypeHash.Compute(RepositoryDefinitions.All[name], other => RepositoryDefinitions.All[other]));

    [Fact]
    public void Constants_defaults_bounds_and_comments_are_parsed_and_only_bounds_count()
    {
        static string Hash(string text) => TypeHash.Compute(MessageDefinition.Parse("p", "T", text), name => RepositoryDefinitions.All[name]);
        var plain = Hash("int32 a\nstring<=7 b\nfloat64[3] c\nuint8[<=5] d");
        Assert.Equal(plain, Hash("# text\nint32 MAX=7\nint32 a 42  # default\n\nstring<=7 b\nstring NAME = \"x # y\"\nfloat64[3] c\nuint8[<=5] d"));
        Assert.NotEqual(plain, Hash("int32 a\nstring<=8 b\nfloat64[3] c\nuint8[<=5] d"));
        Assert.NotEqual(plain, Hash("int32 a\nstring<=7 b\nfloat64[4] c\nuint8[<=5] d"));
        Assert.NotEqual(plain, Hash("int32 a\nstring<=7 b\nfloat64[3] c\nuint8[] d"));
        Assert.Throws<FormatException>(() => Hash("int32"));
    }

    [Fact]
    public void The_name_on_the_wire_is_mangled_as_ROS_2_does() =>
        Assert.Equal("sensor_msgs::msg::dds_::JointState_", JointState.Type.DdsName);
}
